package io.drover.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class WatchedFilesTest {

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(WatchedFiles.class);

    @TempDir
    Path directory;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final List<String> taken = new ArrayList<>();

    @BeforeEach
    void capture() {
        logged.start();
        LOGGER.addAppender(logged);
    }

    @AfterEach
    void release() {
        LOGGER.detachAppender(logged);
    }

    @Test
    void takeUpIfChanged_unreadableForAWhile_loggedOnceForEachChangeOfState() throws IOException {
        Path file = Files.writeString(directory.resolve("tokens.yaml"), "one");
        WatchedFiles watched = new WatchedFiles(
                "the file", List.of(file), contents -> taken.add(new String(contents.get(0), StandardCharsets.UTF_8)));
        watched.takeUp();

        for (int time = 0; time < 2; time++) {
            Files.delete(file);
            look(watched);
            Files.writeString(file, "one");
            look(watched);
        }
        Files.writeString(file, "two");
        look(watched);

        assertThat(logged.list)
                .extracting(ILoggingEvent::getLevel)
                .containsExactly(Level.ERROR, Level.INFO, Level.ERROR, Level.INFO, Level.INFO);
        assertThat(taken).containsExactly("one", "two");
    }

    private static void look(WatchedFiles watched) {
        for (int time = 0; time < 3; time++) {
            watched.takeUpIfChanged();
        }
    }
}
