package io.drover.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackTraceTextTest {

    @Test
    void of_messagesThatRepeatFacts_leftOut() {
        String text = StackTraceText.of(new IllegalStateException(
                "of jane@example.com", new NumberFormatException("For input string: \"4x\"")));

        assertThat(text)
                .startsWith("java.lang.IllegalStateException\n\tat io.drover.server.http.StackTraceTextTest")
                .contains("Caused by: java.lang.NumberFormatException")
                .doesNotContain("jane", "4x");
    }
}
