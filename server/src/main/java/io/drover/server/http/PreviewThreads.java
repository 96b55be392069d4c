package io.drover.server.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The few threads that make previews, so that nobody who decides waits for rules that are only tried. What looks like a preview
 * goes here: a body with the name {@code "with"} in it. One that looks so and is none is decided here, and one that hides the name
 * behind escapes is made where decisions are made. They end when there is nothing to do; what is beyond a queue is refused.
 * Thread-safe.
 */
final class PreviewThreads implements Executor {

    /** What callers are told who are refused. */
    static final String REFUSAL = "Too many previews are being made; try again a little later.";

    private static final byte[] MARK = "\"with\"".getBytes(StandardCharsets.US_ASCII);
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 64;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                Thread daemon = new Thread(task, "preview");
                daemon.setDaemon(true);
                return daemon;
            });

    PreviewThreads() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** Whether {@code json} looks like a request for a preview. */
    static boolean isAskedFor(byte[] json) {
        for (int i = 0; i <= json.length - MARK.length; i++) {
            int same = 0;
            while (same < MARK.length && json[i + same] == MARK[same]) {
                same++;
            }
            if (same == MARK.length) {
                return true;
            }
        }
        return false;
    }

    /** @throws java.util.concurrent.RejectedExecutionException if too much is waiting */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }
}
