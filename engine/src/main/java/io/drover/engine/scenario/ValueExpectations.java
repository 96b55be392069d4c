package io.drover.engine.scenario;

import io.drover.engine.decide.DecisionTrace;
import io.drover.engine.failure.NearestName;
import io.drover.engine.pack.Taxonomy;
import io.drover.engine.pack.YamlFields;
import io.drover.engine.pack.YamlNode;
import io.drover.model.decision.ContactDecision;
import io.drover.model.decision.Decision;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Expected classifications and scores, of the subject and of its contacts. */
final class ValueExpectations {

    private static final Set<String> PARTS = Set.of("classifications", "scores");

    private final Expecting expecting;

    ValueExpectations(Expecting expecting) {
        this.expecting = expecting;
    }

    /** Reads {@code classifications}, {@code scores} and {@code contacts} of what a step expects. */
    void read(YamlFields expect) {
        expect.entries("classifications").forEach(entry -> classification(entry, null));
        expect.entries("scores").forEach(entry -> score(entry, null));
        expect.entries("contacts").forEach(this::contact);
    }

    /** A contact's taxonomies, either by themselves or beside its scores. */
    private void contact(YamlNode.Entry contact) {
        String owner = "the contact \"" + contact.key() + "\"";
        YamlNode.Mapping mapping = YamlFields.mappingOf(contact.value(), owner, expecting.sink());
        if (mapping.entries().keySet().stream().noneMatch(PARTS::contains)) {
            mapping.entries().values().forEach(entry -> classification(entry, contact.key()));
            return;
        }
        YamlFields fields = expecting.fields(mapping, owner, PARTS);
        fields.entries("classifications").forEach(entry -> classification(entry, contact.key()));
        fields.entries("scores").forEach(entry -> score(entry, contact.key()));
    }

    private void classification(YamlNode.Entry entry, @Nullable String contactId) {
        String name = entry.key();
        Map<String, Taxonomy> taxonomies = expecting.names().taxonomies();
        if (!expecting.isKnown(entry.place(), "taxonomy", name, taxonomies.keySet())) {
            return;
        }
        Taxonomy taxonomy = Objects.requireNonNull(taxonomies.get(name));
        if ((taxonomy.level() == Taxonomy.Level.CONTACT) != (contactId != null)) {
            expecting.report(
                    entry.place(),
                    "wrong-level",
                    "The taxonomy \"" + name + "\" classifies "
                            + (contactId == null ? "contacts, not the subject." : "the subject, not its contacts."),
                    contactId == null
                            ? "Write it under \"contacts\", as in {c1: {" + name + ": …}}."
                            : "Write it under \"classifications\" of the step.");
            return;
        }
        String value = entry.value() instanceof YamlNode.Null ? null : value(entry, taxonomy);
        if (value != null || entry.value() instanceof YamlNode.Null) {
            expecting.expect(
                    entry.value().place(),
                    "classification " + name + of(contactId),
                    shown(value),
                    trace -> classifications(trace, contactId)
                            .map(actual -> mismatch(name, value, actual))
                            .orElse(Optional.of("no such contact")));
        }
    }

    private @Nullable String value(YamlNode.Entry entry, Taxonomy taxonomy) {
        String value = YamlFields.text(entry.value(), "the value of \"" + taxonomy.name() + "\"", expecting.sink());
        if (value != null && !taxonomy.valueNames().contains(value)) {
            expecting.report(
                    entry.value().place(),
                    "unknown-value",
                    "The taxonomy \"" + taxonomy.name() + "\" has no value \"" + value + "\".",
                    NearestName.remedy(
                            value, taxonomy.valueNames(), "Use null for unclassified, or one of its values"));
            return null;
        }
        return value;
    }

    private static Optional<String> mismatch(
            String taxonomy, @Nullable String expected, Map<String, @Nullable String> actual) {
        if (!actual.containsKey(taxonomy)) {
            return Optional.of("not evaluated");
        }
        String value = actual.get(taxonomy);
        return Objects.equals(value, expected) ? Optional.empty() : Optional.of(shown(value));
    }

    private void score(YamlNode.Entry entry, @Nullable String contactId) {
        String name = entry.key();
        if (!expecting.isKnown(entry.place(), "score", name, expecting.names().scores())) {
            return;
        }
        if (!(entry.value() instanceof YamlNode.Numeric number)) {
            expecting.report(
                    entry.value().place(),
                    "wrong-type",
                    "The score \"" + name + "\" must be a number, but is "
                            + entry.value().kind() + ".",
                    "Write a number such as 26.6.");
            return;
        }
        BigDecimal expected = number.value();
        expecting.expect(
                entry.value().place(),
                "score " + name + of(contactId),
                expected.toPlainString(),
                trace -> scores(trace, contactId)
                        .map(actual -> mismatch(actual.get(name), expected))
                        .orElse(Optional.of("no such contact")));
    }

    private static Optional<String> mismatch(@Nullable BigDecimal actual, BigDecimal expected) {
        if (actual == null) {
            return Optional.of("no score");
        }
        return actual.compareTo(expected) == 0 ? Optional.empty() : Optional.of(actual.toPlainString());
    }

    private static Optional<Map<String, @Nullable String>> classifications(
            DecisionTrace trace, @Nullable String contactId) {
        return of(trace, contactId, Decision::classifications, ContactDecision::classifications);
    }

    private static Optional<SortedMap<String, BigDecimal>> scores(DecisionTrace trace, @Nullable String contactId) {
        return of(trace, contactId, Decision::scores, ContactDecision::scores);
    }

    private static <T> Optional<T> of(
            DecisionTrace trace,
            @Nullable String contactId,
            Function<Decision, T> ofSubject,
            Function<ContactDecision, T> ofContact) {
        return contactId == null
                ? Optional.of(ofSubject.apply(trace.decision()))
                : trace.decision().contacts().stream()
                        .filter(contact -> contact.id().equals(contactId))
                        .findFirst()
                        .map(ofContact);
    }

    private static String of(@Nullable String contactId) {
        return contactId == null ? "" : " of contact " + contactId;
    }

    private static String shown(@Nullable String value) {
        return value == null ? "unclassified" : value;
    }
}
