package io.drover.bench.http;

import java.util.Arrays;

/** Says whether an answer is one that was expected. Called by one thread. */
@FunctionalInterface
public interface AnswerCheck {

    /**
     * Whether {@code bytes}, between {@code from} and {@code to}, are a good answer to the request {@code request}.
     *
     * @param sent when the request was sent, in nanoseconds of the JVM's clock
     */
    boolean isGood(int request, long sent, byte[] bytes, int from, int to);

    /** Where the decision's id ends, which an answer begins with and which differs from answer to answer. */
    int ID_END = 15 + 36;

    /** Every answer to a request equals {@code expected}, but for the decision's id. */
    static AnswerCheck equalTo(byte[][] expected) {
        return (request, sent, bytes, from, to) -> to - from == expected[request].length
                && Arrays.equals(bytes, from + ID_END, to, expected[request], ID_END, expected[request].length);
    }
}
