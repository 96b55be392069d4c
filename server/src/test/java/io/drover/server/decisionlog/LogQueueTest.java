package io.drover.server.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogQueueTest {

    private final LogQueue queue = new LogQueue(Clock.fixed(Decided.NOW, ZoneOffset.UTC), true);

    @Test
    void add_largeRequestsWithSmallAnswers_noMoreThanTheMemoryForThem() {
        String long60k = "x".repeat(60_000);
        LoggedDecision large = Decided.about("acme", ",\"contacts\":[{\"id\":\"c\",\"title\":\"" + long60k + "\"}]");
        long fits = LogQueue.MAX_WEIGHT / large.memoryBytes();

        for (int i = 0; i < fits + 10; i++) {
            queue.add(large);
        }

        assertThat(large.memoryBytes()).isGreaterThan(60_000);
        assertThat(queue.size()).isEqualTo((int) fits);
        assertThat(queue.dropped()).isEqualTo(10);
    }

    @Test
    void add_oneThatIsLargerThanTheMemoryForAll_waitsAlone() throws InterruptedException {
        LoggedDecision small = Decided.about("acme", "");
        LoggedDecision huge = new LoggedDecision(
                small.request(),
                Integer.MAX_VALUE / 2,
                small.subject(),
                small.asOf(),
                small.revision(),
                small.packs(),
                small.answer(),
                false,
                1,
                small.origin());

        queue.add(huge);
        queue.add(small);

        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.dropped()).isEqualTo(1);
        List<LogQueue.Queued> taken = queue.take().orElseThrow();
        queue.done(taken);
        assertThat(queue.awaitDone(Duration.ZERO)).isTrue();
        queue.add(small);
        assertThat(queue.size()).isEqualTo(1);
    }
}
