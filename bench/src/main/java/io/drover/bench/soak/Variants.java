package io.drover.bench.soak;

import io.drover.bench.http.AnswerCheck;
import io.drover.bench.http.HttpMessage;
import io.drover.bench.synthetic.SyntheticPack;
import io.drover.bench.synthetic.SyntheticRequests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The variants of one made-up pack, their revisions, and what each answers to one request. An answer under load is right if the
 * revision it names is one that was seen to serve, and all else in it is what that revision answers. Thread-safe.
 */
final class Variants {

    private static final String PACK = "p1";
    private static final int REVISION_LENGTH = 64;
    private static final byte[] REQUEST = SyntheticRequests.json("acme", SyntheticRequests.STANDARD_SIGNALS, 1);
    private static final byte[] REVISION_MEMBER = "\"revision\":\"".getBytes(StandardCharsets.US_ASCII);

    private final int rules;
    private final Path directory;
    private final Map<String, String> answerByRevision = new ConcurrentHashMap<>();
    private final Set<String> seen = new HashSet<>();

    /** The pack of {@code rules} rules in the directory {@code rulesDirectory}, written there in its first variant. */
    Variants(int rules, Path rulesDirectory) {
        this.rules = rules;
        this.directory = variant(1).writeTo(rulesDirectory);
    }

    private SyntheticPack variant(int number) {
        return SyntheticPack.of(PACK, rules, 1, number);
    }

    String pack() {
        return PACK;
    }

    /** Saves the variant {@code number}. */
    void save(int number) {
        variant(number).writeThresholds(directory);
    }

    /** Saves what cannot serve. */
    void saveBroken(int number) {
        variant(number).writeBrokenThresholds(directory);
    }

    byte[][] requests() {
        return new byte[][] {HttpMessage.post("/v1/decisions", "application/json", REQUEST)};
    }

    /** The variant that {@code client}'s server answers with; every answer of this revision is to be like it. */
    int ask(DroverClient client) {
        String answer = new String(client.decide(REQUEST), StandardCharsets.UTF_8);
        String revision = DroverClient.json(answer.getBytes(StandardCharsets.UTF_8))
                .path("revision")
                .asText();
        String known = answerByRevision.putIfAbsent(revision, withoutId(answer));
        if (known != null && !known.equals(withoutId(answer))) {
            throw new IllegalStateException("The revision " + revision + " answers in two ways.");
        }
        int at = answer.indexOf("\"variant\":") + 10;
        int end = at;
        while (Character.isDigit(answer.charAt(end))) {
            end++;
        }
        return Integer.parseInt(answer.substring(at, end));
    }

    /** A check that takes the first answer of a revision as that revision's, and holds all later ones, and {@link #ask}, to it. */
    AnswerCheck check() {
        return (request, bytes, from, to) -> {
            String revision = revision(bytes, from, to);
            String answer = withoutId(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            String first = answerByRevision.putIfAbsent(revision, answer);
            synchronized (seen) {
                seen.add(revision);
            }
            return first == null || first.equals(answer);
        };
    }

    /** How many revisions answered under load. */
    int revisionsSeen() {
        synchronized (seen) {
            return seen.size();
        }
    }

    private static String withoutId(String answer) {
        return answer.substring(AnswerCheck.ID_END);
    }

    private static String revision(byte[] bytes, int from, int to) {
        for (int i = from; i < to - REVISION_MEMBER.length - REVISION_LENGTH; i++) {
            if (Arrays.equals(bytes, i, i + REVISION_MEMBER.length, REVISION_MEMBER, 0, REVISION_MEMBER.length)) {
                int start = i + REVISION_MEMBER.length;
                return new String(bytes, start, REVISION_LENGTH, StandardCharsets.US_ASCII);
            }
        }
        return "none";
    }
}
