package io.drover.bench.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.bench.http.AnswerCheck;
import io.drover.bench.http.HttpMessage;
import io.drover.bench.synthetic.SyntheticPack;
import io.drover.bench.synthetic.SyntheticRequests;
import io.drover.engine.pack.PackReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variants of one made-up pack, and what each answers to one request.
 *
 * <p>The revision of a variant's pack is known before it is saved, from its contents. An answer is right if the pack revision
 * in it is that of a variant which served, or was being saved, when the request was sent; if the rule set revision in it
 * belongs to that pack revision and no other; and if all else is what the first answer of the server was, but for the number
 * of the variant. Thread-safe.
 */
final class Variants {

    private static final String PACK = "p1";
    private static final byte[] REQUEST = SyntheticRequests.json("acme", SyntheticRequests.STANDARD_SIGNALS, 1);
    private static final Pattern REVISIONS =
            Pattern.compile("\"revision\":\"([0-9a-f]{64})\",\"packs\":\\{\"" + PACK + "\":\"([0-9a-f]{64})\"}");
    private static final Pattern VARIANT = Pattern.compile("\"variant\":(\\d+)");

    private final int rules;
    private final Path directory;
    private final Path twin;
    private final Map<Integer, String> revisionOfVariant = new ConcurrentHashMap<>();
    private final Map<String, String> ruleSetOfRevision = new ConcurrentHashMap<>();
    private final Map<String, String> revisionOfRuleSet = new ConcurrentHashMap<>();

    /** Until when a variant may answer, in nanoseconds of the JVM's clock; those that serve or are being saved: for ever. */
    private final Map<Integer, Long> until = new ConcurrentHashMap<>();

    private final Map<String, Boolean> answered = new ConcurrentHashMap<>();
    private volatile String expected = "";

    /** The pack of {@code rules} rules in the directory {@code rulesDirectory}, written there in its first variant. */
    Variants(int rules, Path rulesDirectory) {
        this.rules = rules;
        Path beside = rulesDirectory.resolveSibling(rulesDirectory.getFileName() + "-twin");
        this.twin = variant(1).writeTo(beside);
        announce(1);
        this.directory = variant(1).writeTo(rulesDirectory);
    }

    private SyntheticPack variant(int number) {
        return SyntheticPack.of(PACK, rules, 1, number);
    }

    /** From now on the variant may answer. */
    private void announce(int number) {
        revisionOfVariant.computeIfAbsent(number, unseen -> {
            variant(number).writeThresholds(twin);
            return Objects.requireNonNull(PackReader.read(twin).revision(), "the pack cannot be read");
        });
        until.put(number, Long.MAX_VALUE);
    }

    String pack() {
        return PACK;
    }

    /** The revision of the pack in the variant {@code number}, which was saved before. */
    String revision(int number) {
        return Objects.requireNonNull(revisionOfVariant.get(number), "never saved");
    }

    /** Saves the variant {@code number}. */
    void save(int number) {
        announce(number);
        variant(number).writeThresholds(directory);
    }

    /**
     * Saves the variant {@code number} and waits until it serves and answers; from then on no other one may.
     *
     * @return what the server says of the pack
     */
    JsonNode activate(int number, DroverClient client) {
        save(number);
        JsonNode status = client.await(
                PACK, now -> now.path("active").path("revision").asText().equals(revision(number)));
        if (ask(client) != number) {
            throw new IllegalStateException("The variant " + number + " serves, and another one answers.");
        }
        long now = System.nanoTime();
        until.replaceAll((variant, end) -> variant == number || end != Long.MAX_VALUE ? end : Long.valueOf(now));
        return status;
    }

    /** Saves what cannot serve. */
    void saveBroken(int number) {
        variant(number).writeBrokenThresholds(directory);
    }

    byte[][] requests() {
        return new byte[][] {HttpMessage.post("/v1/decisions", "application/json", REQUEST)};
    }

    /** The variant that {@code client}'s server answers with; the very first answer is what all others are compared with. */
    int ask(DroverClient client) {
        long sent = System.nanoTime();
        String answer = new String(client.decide(REQUEST), StandardCharsets.UTF_8);
        if (expected.isEmpty()) {
            expected = common(answer);
        }
        Optional<String> fault = fault(answer, sent);
        if (fault.isPresent()) {
            throw new IllegalStateException(fault.get());
        }
        return number(answer);
    }

    /** Holds every answer to what is expected of its revision. */
    AnswerCheck check() {
        return (request, sent, bytes, from, to) -> {
            Optional<String> fault = fault(new String(bytes, from, to - from, StandardCharsets.UTF_8), sent);
            fault.ifPresent(System.out::println);
            return fault.isEmpty();
        };
    }

    private Optional<String> fault(String answer, long sent) {
        Matcher revisions = REVISIONS.matcher(answer);
        if (!revisions.find()) {
            return Optional.of("An answer names no revision.");
        }
        String ruleSet = revisions.group(1);
        String revision = revisions.group(2);
        int number = number(answer);
        if (!revision.equals(revisionOfVariant.get(number))) {
            return Optional.of("The revision " + revision + " answers as the variant " + number + ".");
        }
        if (until.getOrDefault(number, Long.MIN_VALUE) < sent) {
            return Optional.of("The variant " + number + " answers, and another one served already.");
        }
        String otherRuleSet = ruleSetOfRevision.putIfAbsent(revision, ruleSet);
        String otherRevision = revisionOfRuleSet.putIfAbsent(ruleSet, revision);
        if ((otherRuleSet != null && !otherRuleSet.equals(ruleSet))
                || (otherRevision != null && !otherRevision.equals(revision))) {
            return Optional.of("The rule set " + ruleSet + " and the pack " + revision + " do not belong together.");
        }
        answered.put(revision, true);
        return common(answer).equals(expected)
                ? Optional.empty()
                : Optional.of("The variant " + number + " answers something else than is expected.");
    }

    private static int number(String answer) {
        Matcher matcher = VARIANT.matcher(answer);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** What the answers of all variants have in common. */
    private static String common(String answer) {
        String withoutRevisions =
                REVISIONS.matcher(answer.substring(AnswerCheck.ID_END)).replaceFirst("");
        return VARIANT.matcher(withoutRevisions).replaceFirst("\"variant\":");
    }

    /** How many revisions answered. */
    int revisionsSeen() {
        return answered.size();
    }
}
