package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the page about an analyst's day shows is what happens when the day is played with the program. */
class AnalystsDayIT {

    private static final Path GUIDE = Path.of("..", "docs", "guide");

    @Test
    void day_played_isAsThePageTells() throws Exception {
        Process day = new ProcessBuilder(
                        "bash", GUIDE.resolve("an-analysts-day.sh").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String played = new String(day.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(day.waitFor()).isZero();
        assertThat(played)
                .as("docs/guide/an-analysts-day.sh > docs/guide/an-analysts-day.md prints the page again")
                .isEqualTo(Files.readString(GUIDE.resolve("an-analysts-day.md")));
    }
}
