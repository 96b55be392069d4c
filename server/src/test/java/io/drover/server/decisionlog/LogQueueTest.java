package io.drover.server.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogQueueTest {

    private final LogQueue queue = new LogQueue();

    @Test
    void add_moreThanThereIsMemoryFor_dropped() {
        byte[] large = Decided.line("acme", ",\"contacts\":[{\"id\":\"c\",\"title\":\"" + "x".repeat(60_000) + "\"}]");
        long memory = new LogQueue.Queued("id", large).memoryBytes();
        long fits = LogQueue.MAX_WEIGHT / memory;

        for (int i = 0; i < fits + 10; i++) {
            queue.add(0, large);
        }

        assertThat(memory).isGreaterThan(60_000);
        assertThat(queue.size()).isEqualTo((int) fits);
        assertThat(queue.dropped()).isEqualTo(10);
    }

    @Test
    void add_oneThatIsLargerThanTheMemoryForAll_waitsAlone() throws InterruptedException {
        byte[] small = Decided.line("acme", "");
        byte[] huge = Arrays.copyOf(small, (int) LogQueue.MAX_WEIGHT);

        queue.add(0, huge);
        queue.add(0, small);

        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.dropped()).isEqualTo(1);
        List<LogQueue.Queued> taken = queue.take().orElseThrow();
        queue.done(taken);
        assertThat(queue.awaitDone(Duration.ZERO)).isTrue();
        queue.add(0, small);
        assertThat(queue.size()).isEqualTo(1);
    }
}
