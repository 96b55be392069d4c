package io.drover.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A pack of rules that pass every check of their text, and each of which takes more than there is of something, once asked to. */
final class Bombs {

    static final String PACK = "bombs";

    private static final String CONCLUDE = "insertLogical( new InSegment(\"loud\") );";
    private static final int SCORED = 40;
    private static final int TAXONOMIES = 40;

    private static final String MANIFEST = """
            format: 1
            name: bombs
            role: deciding
            subjects: [account]
            owner: nobody
            reviewedAt: 2026-11-01
            scores: {summed: {decimals: 1}}
            segments: {loud: {owner: nobody, motion: none, treatment: none, reason: it is a bomb}}
            treatments:
              carried: {channel: internal, message: m, offer: none, owner: o, purpose: marketing, priority: 1}
            taxonomies:
            """;

    private static final String THRESHOLDS = """
            name,type,value
            one,integer,1
            half-life,duration,30d
            phrases,text,PHRASES
            pattern,text,(x?x?x?x?x?x?x?x?x?x?){90}y
            """;

    private Bombs() {}

    /**
     * What sets a rule off.
     *
     * @param rule its name; where it begins with "taxonomy", it is no rule that is to be named
     * @param explained whether the decision is to be explained
     */
    record Bomb(String rule, boolean explained, String request) {}

    /** The rules of the pack, by what sets them off. */
    static List<Bomb> all() {
        return List.of(
                signals("joined", 3_000, ""),
                signals("joined-thrice", 2_000, ""),
                signals("accumulated", 3_000, ""),
                signals("existing", 6_000, ""),
                signals("matching", 3_000, ",\"source\":\"" + "x".repeat(200) + "\""),
                searching("searched-list"),
                searching("searched-text"),
                searching("searched-title"),
                signals("summed", 12_000, ""),
                carrying("carried", false),
                carrying("explained", true),
                new Bomb("taxonomy of-contacts-", false, request("", contacts(6_000, "flooded"), List.of())));
    }

    /** Writes the pack to the directory of its name below {@code rules}. */
    static void writeTo(Path rules) throws IOException {
        Path directory = Files.createDirectories(rules.resolve(PACK));
        Files.writeString(
                directory.resolve("pack.yaml"),
                MANIFEST
                        + lines(
                                TAXONOMIES,
                                i -> "  of-contacts-" + i
                                        + ": {subject: contact, purpose: context, values: [high], default: high}\n"));
        Files.writeString(
                directory.resolve("thresholds.csv"),
                THRESHOLDS.replace("PHRASES", "b".repeat(4_000))
                        + lines(SCORED, i -> "least-" + i + ",integer," + (i + 1) + "\n"));
        Files.writeString(directory.resolve("bombs.drl"), drl());
    }

    private static String drl() {
        String contact = "Contact( $id : id, title != null, $title : title, $needs : needs )";
        return "package bombs\nimport io.drover.model.fact.*\nimport io.drover.model.conclusion.*\n"
                + rule("joined", of("joined", "$t : type") + of("joined", "type == $t") + of("joined", "type == $t"))
                + rule(
                        "joined-thrice",
                        of("joined-thrice", "$t : type, $i : id")
                                + of("joined-thrice", "type == $t, id != $i, $o : id")
                                + of("joined-thrice", "type == $t, id != $i, id != $o"))
                + rule(
                        "accumulated",
                        of("accumulated", "$t : type")
                                + "accumulate( Signal( type == $t ); $n : count(1); $n > T.ONE )")
                + rule("existing", of("existing", "$i : id") + "not( Signal( type == \"existing\", source == $i ) )")
                + rule("matching", of("matching", "source != null, source matches T.PATTERN"))
                + rule(
                        "searched-list",
                        contact + of("searched-list", "contactId == $id, source != null, $needs contains source"))
                + rule(
                        "searched-text",
                        contact + of("searched-text", "contactId == $id, source != null, $title contains source"))
                + rule(
                        "searched-title",
                        "$c : " + contact + of("searched-title", "contactId == $id, $c.titleHas(T.PHRASES)"))
                + rule(
                        "points",
                        "$s : Signal( type == \"summed\" )",
                        "insertLogical( new Points(\"summed\", $s, T.ONE, T.HALF_LIFE) );")
                + lines(SCORED, i -> rule("summed-" + i, "Score( name == \"summed\", atLeast(T.LEAST_" + i + ") )"))
                + rule(
                        "carried",
                        "Account( name != null, $n : name ) Contact( $id : id, department == \"carried\" )",
                        "insertLogical( new Treat(\"carried\").contact($id).with(\"x\", $n) );")
                + rule("explained", "Account( name != null, $n : name ) Contact( department == \"explained\" )");
    }

    private static String of(String type, String constraints) {
        return " Signal( type == \"" + type + "\", " + constraints + " ) ";
    }

    private static String rule(String name, String when) {
        return rule(name, when, CONCLUDE);
    }

    private static String rule(String name, String when, String then) {
        return "rule \"%s\"\n    @says(\"it takes too much\")\nwhen\n    %s\nthen\n    %s\nend\n"
                .formatted(name, when, then);
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining());
    }

    private static Bomb signals(String rule, int count, String more) {
        return new Bomb(rule, false, request("", List.of(), signals(count, rule, more)));
    }

    private static Bomb searching(String rule) {
        String contact = "{\"id\":\"c\",\"title\":\"" + "a".repeat(60_000) + "\",\"needs\":[" + "\"a\",".repeat(50_000)
                + "\"a\"]}";
        String more = ",\"contactId\":\"c\",\"source\":\"aaaaaaaaaaaaaaab\"";
        return new Bomb(rule, false, request("", List.of(contact), signals(4_000, rule, more)));
    }

    private static Bomb carrying(String rule, boolean explained) {
        String name = ",\"name\":\"" + "n".repeat(60_000) + "\"";
        return new Bomb(rule, explained, request(name, contacts(1_000, rule), List.of()));
    }

    private static List<String> signals(int count, String type, String more) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        "{\"id\":\"e%d\",\"type\":\"%s\",\"time\":\"2026-05-14T12:00:00Z\"%s}".formatted(i, type, more))
                .toList();
    }

    private static List<String> contacts(int count, String department) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"id\":\"c%d\",\"department\":\"%s\"}".formatted(i, department))
                .toList();
    }

    private static String request(String ofAccount, List<String> contacts, List<String> signals) {
        return "{\"asOf\":\"2026-05-15T12:00:00Z\",\"packs\":[\"bombs\"],\"account\":{\"id\":\"a\"" + ofAccount
                + "},\"contacts\":" + contacts + ",\"signals\":" + signals + "}";
    }
}
