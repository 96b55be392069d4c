package io.drover.server.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.server.Waiting;
import io.drover.server.config.DecisionLogConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSpanTest {

    @TempDir
    private Path directory = Path.of("");

    private final List<String> ids = new ArrayList<>();

    @Test
    void forEach_spanOfTime_hasItsBeginningAndNotItsEnd() throws Exception {
        write(Decided.NOW, 3);
        write(Decided.NOW.plus(Duration.ofDays(1)), 2);
        write(Decided.NOW.plus(Duration.ofDays(2)), 2);

        assertThat(read(LogSpan.ALL)).isEqualTo(ids);
        assertThat(read(LogSpan.between(Decided.NOW.plus(Duration.ofDays(1)), Decided.NOW.plus(Duration.ofDays(2)))))
                .isEqualTo(ids.subList(3, 5));
    }

    @Test
    void latest_someOfTheSpan_beginsWithTheFirstOfThem() throws Exception {
        write(Decided.NOW, 3);
        write(Decided.NOW.plus(Duration.ofDays(1)), 2);
        DecisionLogReader reader = new DecisionLogReader(directory);

        for (int most = 1; most <= 6; most++) {
            List<String> expected = ids.subList(Math.max(0, ids.size() - most), ids.size());
            assertThat(read(reader.latest(LogSpan.ALL, most))).isEqualTo(expected);
        }
    }

    private List<String> read(LogSpan span) throws IOException {
        List<String> read = new ArrayList<>();
        new DecisionLogReader(directory)
                .forEach(span, line -> read.add(line.entry().decisionId()));
        return read;
    }

    private void write(Instant time, int count) throws Exception {
        DecisionLog log = new DecisionLog(
                new DecisionLogConfig(DecisionLogConfig.Facts.WHOLE, 0, 1 << 20),
                directory,
                Clock.fixed(time, ZoneOffset.UTC));
        log.open();
        for (int i = 0; i < count; i++) {
            ids.add(log.add(Decided.about("a" + i, "")));
        }
        assertThat(log.flush(Waiting.PATIENCE)).isTrue();
        log.close(Waiting.PATIENCE);
    }
}
