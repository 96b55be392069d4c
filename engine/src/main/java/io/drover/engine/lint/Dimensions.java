package io.drover.engine.lint;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.drl.ConclusionName;
import io.drover.engine.drl.FactType;
import io.drover.engine.drl.FactType.FieldType;
import io.drover.engine.drl.Operand;
import io.drover.engine.lint.Dimension.Kind;
import io.drover.engine.pack.Taxonomy;
import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.SubjectKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The dimensions that rules of one pack ask about, each once. */
final class Dimensions {

    private static final Set<String> SUBJECTS = Set.of("Account", "Customer");
    private static final Set<String> SCORES = Set.of("r", "f", "m");

    private final CompiledPack pack;
    private final Concluded concluded;
    private final Map<String, Dimension> byKey = new LinkedHashMap<>();
    private final Map<Dimension, ConclusionName> results = new HashMap<>();

    Dimensions(CompiledPack pack, Concluded concluded) {
        this.pack = pack;
        this.concluded = concluded;
    }

    /** In the order in which they were asked for. */
    Collection<Dimension> all() {
        return byKey.values();
    }

    /** Whether facts of {@code type} are what decisions are about. */
    static boolean isSubject(String type) {
        return SUBJECTS.contains(type);
    }

    /** The results among {@code some} dimensions. */
    List<ConclusionName> results(Collection<Dimension> some) {
        return some.stream()
                .flatMap(dimension -> Stream.ofNullable(results.get(dimension)))
                .toList();
    }

    private Dimension result(ConclusionName result, Supplier<Dimension> maker) {
        Dimension dimension = get(result.kind() + " " + result.name(), maker);
        results.put(dimension, result);
        return dimension;
    }

    private Dimension get(String key, Supplier<Dimension> maker) {
        return byKey.computeIfAbsent(key, added -> maker.get());
    }

    /** A field of a fact of which there is one at most; empty where its values are not of a kind that can be divided. */
    Optional<Dimension> field(String type, String name) {
        FactType fact = pack.parsed().type(type);
        FieldType field = fact == null ? null : fact.field(name);
        // A field that is computed from others is not free to have any value with any of theirs.
        if (field == null || !field.accessor().equals(name)) {
            return Optional.empty();
        }
        return values(field)
                .map(values -> get(
                        type + "." + name,
                        () -> new Dimension(
                                name(type, name), Kind.FIELD, values, field.nullable(), field.range(), field.oneOf())));
    }

    private static String name(String type, String field) {
        if (!type.equals("RfmScore") && !type.equals("PreviousRfm")) {
            return field;
        }
        String score = SCORES.contains(field) ? field.toUpperCase(Locale.ROOT) : field;
        return type.equals("RfmScore") ? score : "previous " + score;
    }

    private static Optional<Dimension.Values> values(FieldType field) {
        return switch (field.type()) {
            case WHOLE -> Optional.of(Dimension.Values.WHOLE);
            case DECIMAL -> Optional.of(Dimension.Values.DECIMAL);
            case TEXT -> Optional.of(Dimension.Values.TEXT);
            case BOOLEAN -> Optional.of(Dimension.Values.FLAG);
            case INSTANT, DATE, DURATION, TIME_OF_DAY, TEXTS, MAP, OPEN, FACT, MISSING, UNKNOWN -> Optional.empty();
        };
    }

    /** The bin of a metric, of which there are as many as the pack's own cut table has; missing where the metric is. */
    Dimension bin(String metric) {
        CutTable table = pack.source()
                .cutTables()
                .get(pack.source().manifest().cutTables().get(metric));
        int bins = table == null ? 1 : table.cutsOf(CutMeasure.VALUE).size() + 1;
        return get(
                "bin " + metric,
                () -> new Dimension(
                        "bin of " + metric,
                        Kind.FIELD,
                        Dimension.Values.WHOLE,
                        true,
                        new FactType.Range(1, bins),
                        List.of()));
    }

    /** That there is a fact of {@code type}, of which there is one at most. */
    Formula present(String type) {
        Set<SubjectKind> kinds = pack.source().manifest().subjects();
        if (SUBJECTS.contains(type)) {
            String kind = type.toLowerCase(Locale.ROOT);
            Dimension subject = get(
                    "subject",
                    () -> new Dimension(
                            "subject",
                            Kind.PRESENCE,
                            Dimension.Values.TEXT,
                            false,
                            null,
                            kinds.stream()
                                    .map(each -> each.name().toLowerCase(Locale.ROOT))
                                    .toList()));
            return new Formula.Test(subject, kind::equals);
        }
        Dimension dimension = get(
                "present " + type,
                () -> new Dimension(type, Kind.PRESENCE, Dimension.Values.FLAG, false, null, List.of()));
        return new Formula.Test(dimension, Boolean.TRUE::equals);
    }

    /** The value of a taxonomy; only values that a rule concludes, or its default, can be met. */
    Dimension taxonomy(Taxonomy taxonomy) {
        return result(
                new ConclusionName(ConclusionName.Kind.TAXONOMY, taxonomy.name()),
                () -> new Dimension(
                        taxonomy.name(), Kind.RESULT, Dimension.Values.TEXT, true, null, concluded.possible(taxonomy)));
    }

    /** Membership in a segment, which is impossible where no rule concludes it. */
    Dimension segment(String name) {
        return result(
                new ConclusionName(ConclusionName.Kind.SEGMENT, name),
                () -> new Dimension(
                        name,
                        Kind.RESULT,
                        Dimension.Values.FLAG,
                        false,
                        null,
                        concluded.isConcluded(name) ? List.of() : List.of("false")));
    }

    /** The value of a score. */
    Dimension score(String name) {
        return result(
                new ConclusionName(ConclusionName.Kind.SCORE, name),
                () -> new Dimension(name, Kind.RESULT, Dimension.Values.DECIMAL, false, null, List.of()));
    }

    /** What a function of an accumulation gives, whose facts and function are {@code text}. */
    Dimension count(String text, String function) {
        return get(
                "count " + text,
                () -> new Dimension(
                        function,
                        Kind.COUNT,
                        function.startsWith("count") ? Dimension.Values.WHOLE : Dimension.Values.DECIMAL,
                        false,
                        function.startsWith("count") ? new FactType.Range(0, Integer.MAX_VALUE) : null,
                        List.of()));
    }

    /** Whether something holds of which only the text is known. */
    Formula opaque(String text) {
        Dimension dimension = get(
                "opaque " + text,
                () -> new Dimension(text, Kind.OPAQUE, Dimension.Values.FLAG, false, null, List.of()));
        return new Formula.Test(dimension, Boolean.TRUE::equals);
    }

    /** What {@code operand} always is, noted with the dimension that it is compared with. */
    Optional<Object> fixed(Operand operand, Dimension dimension) {
        Optional<Object> value = Values.fixed(operand, pack);
        value.ifPresent(known -> {
            if (known instanceof List<?> list) {
                list.forEach(dimension::note);
            } else {
                dimension.note(known);
            }
        });
        return value;
    }
}
