package io.drover.engine.compile;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.drover.engine.drl.DeclaredType;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.drl.RuleUse;
import io.drover.engine.pack.Manifest;
import io.drover.engine.pack.SegmentDefinition;
import io.drover.engine.pack.Taxonomy;
import io.drover.engine.pack.TreatmentDefinition;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.SubjectKind;
import io.drover.model.fact.Account;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an application can send to a pack, and what can come back. Every list is sorted by its first member, but for values,
 * which stand in order of precedence.
 *
 * @param subjects the kinds of subjects it decides about
 * @param facts that its rules and the needs of its taxonomies look at
 * @param declaredFacts the types of {@code facts} in a request that the pack declares itself
 */
public record PackVocabulary(
        String name,
        String revision,
        Set<SubjectKind> subjects,
        @Nullable String owner,
        List<ReadFact> facts,
        List<DeclaredFact> declaredFacts,
        List<TaxonomyEntry> taxonomies,
        List<ScoreEntry> scores,
        List<SegmentEntry> segments,
        List<TreatmentEntry> treatments) {

    /**
     * A type of facts.
     *
     * @param member of the request that holds such facts; of a declared type {@code facts.<type>}
     * @param reads the members of a fact that are looked at
     */
    public record ReadFact(String type, String member, List<ReadMember> reads) {}

    /**
     * A member of a fact.
     *
     * @param name of a field ({@code industry}), of an entry of an open map ({@code data.pageType}), or of a question about
     *     several fields ({@code within()})
     * @param values texts that it is compared with for equality; not all that make a difference
     */
    public record ReadMember(String name, SortedSet<String> values) {}

    /**
     * A type that the pack declares.
     *
     * @param fields their types by name
     */
    public record DeclaredFact(String type, boolean timed, Map<String, String> fields) {}

    /**
     * A taxonomy.
     *
     * @param of what has a value: "subject" or "contact"
     * @param subjects the kinds of subjects in whose answers it is
     * @param values in order of precedence
     * @param byDefault the value where no rule concludes one; null: none, and the answer says null
     * @param needs the members of the request without which it is null
     * @param currency in which the account's amounts must be, else it is null; null: it is about no amounts
     */
    public record TaxonomyEntry(
            String name,
            String of,
            Set<SubjectKind> subjects,
            String purpose,
            List<String> values,
            @JsonProperty("default") @Nullable String byDefault,
            List<String> needs,
            @Nullable String currency) {}

    /** A score. */
    public record ScoreEntry(
            String name, int decimals, @Nullable BigDecimal capPerGroupAndDay, boolean perContact) {}

    /**
     * A segment.
     *
     * @param subjects the kinds of subjects that can be in it
     */
    public record SegmentEntry(
            String name,
            Set<SubjectKind> subjects,
            @Nullable String owner,
            @Nullable String motion,
            @Nullable Integer minimumSize) {}

    /**
     * A treatment.
     *
     * @param perContact whether it may come once for each contact
     * @param parameters it may come with
     */
    public record TreatmentEntry(
            String key,
            String channel,
            String message,
            String offer,
            String owner,
            String purpose,
            int priority,
            boolean perContact,
            SortedSet<String> parameters,
            boolean suppression,
            boolean enabled) {}

    /** The vocabulary of {@code pack}. */
    public static PackVocabulary of(CompiledPack pack) {
        Manifest manifest = pack.source().manifest();
        RuleUse use = Stream.of(
                        pack.parsed().rules().stream().map(ParsedRule::use),
                        manifest.taxonomies().keySet().stream()
                                .flatMap(taxonomy -> pack.needs(taxonomy).stream())
                                .map(need -> use(need.type(), need.field())),
                        manifest.taxonomies().values().stream()
                                .filter(taxonomy -> taxonomy.currency() != null)
                                .map(taxonomy -> use(Account.class, "currency")),
                        manifest.treatments().values().stream()
                                .map(TreatmentDefinition::due)
                                .flatMap(due -> due instanceof TreatmentDefinition.Before before
                                        ? Stream.of(
                                                use(Account.class, before.date().field()))
                                        : Stream.of()))
                .flatMap(uses -> uses)
                .reduce(RuleUse.NONE, RuleUse::and);
        return new PackVocabulary(
                pack.name(),
                pack.source().revision(),
                manifest.subjects(),
                manifest.owner(),
                facts(use),
                new TreeMap<>(pack.parsed().declaredTypes())
                        .values().stream().map(PackVocabulary::declared).toList(),
                sorted(manifest.taxonomies()).map(PackVocabulary::taxonomy).toList(),
                sorted(manifest.scores())
                        .map(score -> new ScoreEntry(
                                score.name(),
                                score.decimals(),
                                score.capPerGroupAndDay(),
                                use.perContact().contains(score.name())))
                        .toList(),
                sorted(manifest.segments()).map(PackVocabulary::segment).toList(),
                sorted(manifest.treatments())
                        .map(treatment -> treatment(treatment, use))
                        .toList());
    }

    private static <T> Stream<T> sorted(Map<String, T> definitions) {
        return new TreeMap<>(definitions).values().stream();
    }

    private static List<ReadFact> facts(RuleUse use) {
        List<ReadFact> facts = new ArrayList<>();
        use.facts()
                .forEach((type, members) -> facts.add(new ReadFact(
                        type,
                        memberOf(type),
                        members.entrySet().stream()
                                .map(member -> new ReadMember(member.getKey(), member.getValue()))
                                .toList())));
        return facts;
    }

    /** The use of a field of a fact; null: of the fact as a whole. */
    private static RuleUse use(Class<?> type, @Nullable String field) {
        SortedMap<String, SortedSet<String>> members = new TreeMap<>();
        if (field != null) {
            members.put(field, Collections.emptySortedSet());
        }
        return new RuleUse(
                new TreeMap<>(Map.of(type.getSimpleName(), members)),
                Collections.emptySortedMap(),
                Collections.emptySortedSet());
    }

    /** The member of a request that brings facts of {@code type}. */
    private static String memberOf(String type) {
        if (type.startsWith("Previous")) {
            return "previous";
        }
        if (type.equals("UsageTrend")) {
            return "usage";
        }
        for (RecordComponent component : DecisionRequest.class.getRecordComponents()) {
            String generic = component.getGenericType().getTypeName();
            if (generic.endsWith(".fact." + type) || generic.endsWith(".fact." + type + ">")) {
                return component.getName();
            }
        }
        return "facts." + type;
    }

    private static DeclaredFact declared(DeclaredType type) {
        return new DeclaredFact(type.name(), type.timed(), type.fields());
    }

    private static TaxonomyEntry taxonomy(Taxonomy taxonomy) {
        return new TaxonomyEntry(
                taxonomy.name(),
                taxonomy.level() == Taxonomy.Level.CONTACT ? "contact" : "subject",
                taxonomy.subjects(),
                taxonomy.purpose() == Taxonomy.Purpose.CONTEXT ? "context" : "treatment",
                taxonomy.valueNames(),
                taxonomy.defaultValue(),
                taxonomy.needs(),
                taxonomy.currency());
    }

    private static SegmentEntry segment(SegmentDefinition segment) {
        return new SegmentEntry(
                segment.name(), segment.subjects(), segment.owner(), segment.motion(), segment.minimumSize());
    }

    private static TreatmentEntry treatment(TreatmentDefinition treatment, RuleUse use) {
        return new TreatmentEntry(
                treatment.key(),
                treatment.channel(),
                treatment.message(),
                treatment.offer(),
                treatment.owner(),
                treatment.purpose(),
                treatment.priority(),
                use.perContact().contains(treatment.key()),
                Objects.requireNonNullElse(use.parameters().get(treatment.key()), Collections.emptySortedSet()),
                treatment.suppression(),
                treatment.enabled());
    }
}
