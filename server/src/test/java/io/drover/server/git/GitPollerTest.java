package io.drover.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GitPollerTest {

    @Test
    void pause_failures_doublesUpToFiveMinutes() {
        Duration poll = Duration.ofSeconds(30);

        assertThat(GitPoller.pause(poll, 0)).isEqualTo(poll);
        assertThat(GitPoller.pause(poll, 1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(GitPoller.pause(poll, 3)).isEqualTo(Duration.ofMinutes(4));
        assertThat(GitPoller.pause(poll, 4)).isEqualTo(Duration.ofMinutes(5));
        assertThat(GitPoller.pause(poll, 1_000_000)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void pause_rarerThanThat_stays() {
        assertThat(GitPoller.pause(Duration.ofHours(1), 7)).isEqualTo(Duration.ofHours(1));
    }
}
