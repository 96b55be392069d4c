package io.drover.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class JsonLogTest {

    @Test
    void encoder_eventWithKeysAndValues_oneObjectALineWithThemAsMembers() throws IOException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger logger = context.getLogger("io.drover.Some");
        LoggingEvent event = new LoggingEvent("here", logger, Level.WARN, "it \"failed\"\nbadly", null, new Object[0]);
        event.setInstant(Instant.parse("2026-05-15T12:00:00.5Z"));
        event.setKeyValuePairs(List.of(new KeyValuePair("requestId", "r1"), new KeyValuePair("lines", 3)));

        String line = new String(JsonLog.encoder(context).encode(event), StandardCharsets.UTF_8);

        assertThat(line.strip()).doesNotContain("\n");
        JsonNode object = new ObjectMapper().readTree(line);
        assertThat(object.path("time").asText()).isEqualTo("2026-05-15T12:00:00.500Z");
        assertThat(object.path("level").asText()).isEqualTo("WARN");
        assertThat(object.path("message").asText()).isEqualTo("it \"failed\"\nbadly");
        assertThat(object.path("requestId").asText()).isEqualTo("r1");
        assertThat(object.path("lines").asInt()).isEqualTo(3);
    }
}
