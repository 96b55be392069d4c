package io.drover.server.http;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A stack trace without the messages of its exceptions: a message such as {@code For input string: "…"} may repeat a fact,
 * and facts do not belong in a log.
 */
final class StackTraceText {

    private static final int MAX_FRAMES = 40;

    private StackTraceText() {}

    static String of(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            text.append(text.isEmpty() ? "" : "\nCaused by: ")
                    .append(cause.getClass().getName());
            StackTraceElement[] frames = cause.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
                text.append("\n\tat ").append(frames[i]);
            }
            if (frames.length > MAX_FRAMES) {
                text.append("\n\t… ").append(frames.length - MAX_FRAMES).append(" more");
            }
        }
        return text.toString();
    }
}
