package io.drover.bench.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.drover.bench.http.AnswerCheck;
import java.util.Arrays;

/**
 * Lines of a stream, each about another account, whose id is the line's number and comes back in the answer; and, now and
 * then, one that cannot be decided. Every answer is known beforehand, but for the decision's id. Belongs to one thread.
 */
final class NumberedLines {

    /** How often a line comes that cannot be decided. */
    static final int PROBLEM_EVERY = 1_000;

    /** A decision about little: an account with what the rules of fit look at, and one view of a page. */
    private static final String LINE =
            "{\"asOf\":\"2026-05-15T12:00:00Z\",\"account\":{\"id\":\"00000000\",\"industry\":\"SaaS\","
                    + "\"employees\":850,\"annualRevenue\":9000000,\"country\":\"US\",\"region\":\"North America\"},"
                    + "\"signals\":[{\"id\":\"e1\",\"type\":\"page.viewed\",\"time\":\"2026-05-14T12:00:00Z\","
                    + "\"data\":{\"pageType\":\"pricing\"}}]}";

    private static final String ID = "\"id\":\"00000000\"";
    private static final int DIGITS = 8;

    private final byte[] line = (LINE + "\n").getBytes(UTF_8);
    private final int idInLine = idIn(LINE);
    private final byte[] expected;
    private final int idInExpected;

    /** Lines whose answers are like what {@code client}'s server answers to the first, posted alone. */
    NumberedLines(DroverClient client) {
        expected = client.decide(LINE.getBytes(UTF_8));
        idInExpected = idIn(new String(expected, ISO_8859_1));
    }

    private static int idIn(String text) {
        return text.indexOf(ID) + ID.length() - 1 - DIGITS;
    }

    static int bytesOfLine() {
        return LINE.length() + 1;
    }

    /** The line {@code number}, counted from 1, with its end; overwritten by the next. */
    byte[] line(int number) {
        if (number % PROBLEM_EVERY == 0) {
            return "{\"account\":{\"id\":\"of-no-type\"},\"signls\":[]}\n".getBytes(UTF_8);
        }
        write(number, line, idInLine);
        return line;
    }

    /** Whether the bytes {@code from} to {@code to} are the answer to the line {@code number}, without its end. */
    boolean isAnswer(int number, byte[] bytes, int from, int to) {
        if (number % PROBLEM_EVERY == 0) {
            String problem = new String(bytes, from, to - from, UTF_8);
            return problem.startsWith("{\"line\":" + number + ",\"problem\":{\"type\":\"/problems/invalid-request\"")
                    && problem.contains("\"status\":422");
        }
        write(number, expected, idInExpected);
        return to - from == expected.length
                && Arrays.equals(bytes, from + AnswerCheck.ID_END, to, expected, AnswerCheck.ID_END, expected.length);
    }

    private static void write(int number, byte[] bytes, int at) {
        int rest = number;
        for (int i = at + DIGITS - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
