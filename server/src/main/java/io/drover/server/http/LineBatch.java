package io.drover.server.http;

import io.drover.server.http.LineCutter.Line;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

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

    /** Makes the answers, and never throws. */
    interface Answers {

        /** The answer to {@code line}. */
        byte[] to(Line line);

        /** The threads that {@code line} is to be answered on; null: those that answer the others. */
        @Nullable
        Executor elsewhere(Line line);

        /** The answer to {@code line} where {@link #elsewhere} takes no more. */
        byte[] refused(Line line);
    }

    private final List<Line> lines;
    private final Answers answers;
    private final AtomicReferenceArray<byte[]> answered;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicLong answerBytes = new AtomicLong();
    private int sent;

    /** A batch of {@code lines}. */
    LineBatch(List<Line> lines, Answers answers) {
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
            Executor elsewhere = answers.elsewhere(lines.get(index));
            if (elsewhere == null) {
                answered(index, answers.to(lines.get(index)));
            } else if (isHandedOver(index, elsewhere, () -> worker.execute(() -> work(worker, whenDone)))) {
                return;
            }
            if (System.nanoTime() > end) {
                worker.execute(() -> work(worker, whenDone));
                return;
            }
        }
        if (working.decrementAndGet() == 0) {
            whenDone.run();
        }
    }

    /** Whether {@code elsewhere} answers a line and then goes on with {@code next}. */
    private boolean isHandedOver(int index, Executor elsewhere, Runnable next) {
        try {
            elsewhere.execute(() -> {
                answered(index, answers.to(lines.get(index)));
                next.run();
            });
            return true;
        } catch (RejectedExecutionException e) {
            answered(index, answers.refused(lines.get(index)));
            return false;
        }
    }

    private void answered(int index, byte[] answer) {
        answered.set(index, answer);
        answerBytes.addAndGet(answer.length + 1L);
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
