package io.drover.server.http;

import io.drover.server.http.LineCutter.Line;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * Lines that have come together. Several threads answer them at once, each taking the next line, so that those answered are
 * always the first ones. A thread works for a slice of time and then queues up again behind what else there is to do.
 *
 * <p>Answered in rounds: {@link #answer} begins one, which ends when all lines are answered or the answers are so large that
 * they are better sent first. Thread-safe within a round; rounds, and {@link #takeAnswers}, one after the other.
 */
final class LineBatch {

    private static final long SLICE_NANOS = 2_000_000;
    private static final int ENOUGH_BYTES = 256 * 1024;

    /** As many as a worker has. */
    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final List<Line> lines;
    private final Function<Line, byte[]> answers;
    private final AtomicReferenceArray<byte[]> answered;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicLong answerBytes = new AtomicLong();
    private int sent;

    /** A batch of {@code lines}; {@code answers} makes the answer to one, and never throws. */
    LineBatch(List<Line> lines, Function<Line, byte[]> answers) {
        this.lines = List.copyOf(lines);
        this.answers = answers;
        this.answered = new AtomicReferenceArray<>(lines.size());
    }

    /** Begins a round of {@code worker}'s threads; the last of them runs {@code whenDone}. */
    void answer(Executor worker, Runnable whenDone) {
        int useful = Math.min(THREADS, lines.size() - sent);
        answerBytes.set(0);
        working.set(useful);
        for (int i = 0; i < useful; i++) {
            worker.execute(() -> work(worker, whenDone));
        }
    }

    private void work(Executor worker, Runnable whenDone) {
        long end = System.nanoTime() + SLICE_NANOS;
        while (answerBytes.get() < ENOUGH_BYTES) {
            int index = next.getAndIncrement();
            if (index >= lines.size()) {
                break;
            }
            byte[] answer = answers.apply(lines.get(index));
            answered.set(index, answer);
            answerBytes.addAndGet(answer.length + 1L);
            if (System.nanoTime() > end) {
                worker.execute(() -> work(worker, whenDone));
                return;
            }
        }
        if (working.decrementAndGet() == 0) {
            whenDone.run();
        }
    }

    /** The answers of the round, each with its line end; they are forgotten here. */
    ByteBuffer takeAnswers() {
        ByteArrayOutputStream all = new ByteArrayOutputStream((int) answerBytes.get());
        for (int end = Math.min(next.get(), lines.size()); sent < end; sent++) {
            all.writeBytes(answered.getAndSet(sent, null));
            all.write('\n');
        }
        return ByteBuffer.wrap(all.toByteArray());
    }

    /** Whether every answer has been taken. */
    boolean isDone() {
        return sent == lines.size();
    }
}
