package io.drover.engine.pack;

import io.drover.engine.failure.NearestName;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.SubjectKind;
import io.drover.model.fact.Account;
import io.drover.model.fact.Contact;
import io.drover.model.fact.Customer;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the definition of a taxonomy. */
final class TaxonomyReader {

    private static final List<String> KEYS =
            List.of("subject", "purpose", "values", "default", "needs", "currency", "exclusive", "unclassified");
    private static final List<String> VALUE_KEYS = List.of("name", "treatment", "reason");

    private final Set<SubjectKind> subjects;
    private final Consumer<PackProblem> sink;

    TaxonomyReader(Set<SubjectKind> subjects, Consumer<PackProblem> sink) {
        this.subjects = subjects;
        this.sink = sink;
    }

    Taxonomy read(YamlNode.Entry entry, String label) {
        YamlFields fields = new YamlFields(entry.value(), label, KEYS, sink);
        boolean ofContacts = ofContacts(fields);
        Set<SubjectKind> ofDefinition = ofContacts ? subjects : SubjectReader.ofTaxonomy(fields, label, subjects);
        String purpose = fields.choice("purpose", List.of("treatment", "context"));
        List<Taxonomy.Value> values = values(entry, fields, label);
        return new Taxonomy(
                entry.key(),
                ofContacts ? Taxonomy.Level.CONTACT : Taxonomy.Level.SUBJECT,
                ofDefinition,
                "context".equals(purpose) ? Taxonomy.Purpose.CONTEXT : Taxonomy.Purpose.TREATMENT,
                values,
                defaultValue(fields, label, values),
                needs(fields, label, ofDefinition, ofContacts),
                currency(fields, label, ofDefinition),
                fields.flag("exclusive", false),
                fields.choice("unclassified", List.of("allowed")) != null);
    }

    private static boolean ofContacts(YamlFields fields) {
        return fields.node("subject") instanceof YamlNode.Text text
                && text.value().strip().equals(SubjectReader.CONTACT);
    }

    private List<Taxonomy.Value> values(YamlNode.Entry entry, YamlFields fields, String label) {
        List<Taxonomy.Value> values = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (YamlNode item : fields.list("values")) {
            YamlNode.Entry named = value(item, label);
            if (named == null) {
                continue;
            }
            String name = named.key();
            Names.VALUE.check(name, "a value of " + label, named.place(), sink);
            String reason = reason(item, "the value \"" + name + "\" of " + label);
            if (names.add(name)) {
                values.add(new Taxonomy.Value(name, reason));
            } else {
                fields.report(
                        named.place(),
                        "duplicate-value",
                        YamlFields.sentence(label + " has the value \"" + name + "\" twice"),
                        "Remove one of the two.");
            }
        }
        boolean empty = fields.node("values") instanceof YamlNode.Sequence list
                && list.items().isEmpty();
        if (empty || fields.lacks("values")) {
            fields.report(
                    entry.place(),
                    "missing-key",
                    YamlFields.sentence(label + " has no values"),
                    "List them in order of precedence: \"values: [{name: high}, {name: low}]\".");
        }
        return values;
    }

    private @Nullable String reason(YamlNode item, String label) {
        return item instanceof YamlNode.Mapping
                ? noTreatmentReason(new YamlFields(item, label, VALUE_KEYS, sink), label)
                : null;
    }

    /** The name of an item of {@code values}, a text or a mapping with a name, and its place. */
    private YamlNode.@Nullable Entry value(YamlNode item, String label) {
        YamlNode named = item;
        if (item instanceof YamlNode.Mapping mapping) {
            Map<String, YamlNode.Entry> entries = mapping.entries();
            YamlNode.Entry name = entries.get("name");
            if (name == null) {
                new YamlFields(item, "a value of " + label, VALUE_KEYS, sink).require("name");
                return null;
            }
            named = name.value();
        }
        String name = YamlFields.text(named, "the name of a value of " + label, sink);
        return name == null ? null : new YamlNode.Entry(named.place(), name, named);
    }

    private @Nullable String defaultValue(YamlFields fields, String label, List<Taxonomy.Value> values) {
        String text = fields.text("default");
        List<String> names = values.stream().map(Taxonomy.Value::name).toList();
        if (text == null || names.contains(text)) {
            return text;
        }
        fields.report(
                fields.place("default"),
                "unknown-value",
                YamlFields.sentence("the default \"" + text + "\" of " + label + " is none of its values"),
                NearestName.remedy(text, names, "Use one of these"));
        return null;
    }

    private static List<String> needs(YamlFields fields, String label, Set<SubjectKind> subjects, boolean ofContacts) {
        Set<String> known = known(subjects, ofContacts);
        List<String> needs = new ArrayList<>();
        for (YamlNode.Text need : fields.texts("needs")) {
            if (known.contains(need.value())) {
                needs.add(need.value());
            } else {
                fields.report(
                        need.place(),
                        "unknown-field",
                        YamlFields.sentence(label + " needs \"" + need.value() + "\", which is no field it could need"),
                        NearestName.of(need.value(), known)
                                .map(name -> "Did you mean \"" + name + "\"?")
                                .orElse("Name a field of the subject, such as account.industry, or rfm."));
            }
        }
        return needs;
    }

    /** What a taxonomy may need: the fields that may be missing. */
    private static Set<String> known(Set<SubjectKind> subjects, boolean ofContacts) {
        Set<String> known = new TreeSet<>(Set.of("rfm"));
        if (subjects.isEmpty() || subjects.contains(SubjectKind.ACCOUNT)) {
            addFields(known, "account", Account.class);
        }
        if (subjects.isEmpty() || subjects.contains(SubjectKind.CUSTOMER)) {
            addFields(known, "customer", Customer.class);
        }
        if (ofContacts) {
            addFields(known, "contact", Contact.class);
        }
        return known;
    }

    private static void addFields(Set<String> known, String fact, Class<? extends Record> type) {
        Stream<String> optional = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !Set.of("id", "attributes", "decisionTime").contains(name));
        optional.forEach(name -> known.add(fact + "." + name));
    }

    /** The currency of the account's amounts, which only accounts have. */
    private @Nullable String currency(YamlFields fields, String label, Set<SubjectKind> ofDefinition) {
        String currency = fields.text("currency");
        if (currency == null) {
            return null;
        }
        if (!CutTable.isCurrencyCode(currency)) {
            fields.report(
                    fields.place("currency"),
                    "unknown-value",
                    YamlFields.sentence("\"currency\" of " + label + " cannot be \"" + currency + "\""),
                    "Write the three capital letters of ISO 4217, such as USD.");
            return null;
        }
        if (!ofDefinition.isEmpty() && !ofDefinition.contains(SubjectKind.ACCOUNT)) {
            fields.report(
                    fields.place("currency"),
                    "wrong-subject",
                    YamlFields.sentence(
                            label + " has a currency, which is that of an account's amounts, but is about customers"),
                    "Remove \"currency\", or let it be about accounts.");
        }
        return currency;
    }

    /** The reason beside {@code treatment: none}; null where the definition does not say so. */
    static @Nullable String noTreatmentReason(YamlFields fields, String label) {
        String treatment = fields.choice("treatment", List.of("none"));
        String reason = fields.text("reason");
        if (treatment != null && !fields.has("reason")) {
            fields.report(
                    fields.place("treatment"),
                    "missing-reason",
                    YamlFields.sentence(label + " has no treatment, and does not say why"),
                    "Add \"reason: …\" beside \"treatment: none\".");
        }
        if (treatment == null && reason != null && !fields.has("treatment")) {
            fields.report(
                    fields.place("reason"),
                    "missing-key",
                    YamlFields.sentence(label + " has a reason, but no \"treatment: none\" that it would explain"),
                    "Add \"treatment: none\", or remove the reason.");
        }
        return treatment == null ? null : reason == null ? "" : reason;
    }
}
