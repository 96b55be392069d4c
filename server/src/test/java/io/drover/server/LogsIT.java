package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The application log holds ids and names, and never a fact. */
class LogsIT {

    private static final String WHOLE = """
            {"account": {"id": "acme", "employees": 850, "industry": "MARKER-industry", "country": "MARKER-country",
                         "region": "MARKER-region"},
             "contacts": [{"id": "c1", "title": "MARKER-title"}],
             "signals": [{"id": "e1", "type": "MARKER-type", "time": "2026-05-11T12:00:00Z", "contactId": "c1",
                          "data": {"MARKER-key": "MARKER-value"}}],
             "technologies": [{"name": "MARKER-technology"}],
             "previous": {"segments": ["MARKER-segment"], "classifications": {"size": "MARKER-class"}}}""";

    @Test
    void requests_soundAndFailing_noFactIsLogged() {
        ListAppender<ILoggingEvent> captured = new ListAppender<>();
        captured.start();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(captured);
        try {
            post(new Limits(20_000, 50_000, 20_000, Duration.ofDays(1)));
            post(new Limits(1, 50_000, 20_000, Duration.ofDays(1))); // rules fail
            post(new Limits(20_000, 50_000, 20_000, Duration.ofNanos(1))); // no time
        } finally {
            root.detachAppender(captured);
        }

        List<String> logged = List.copyOf(captured.list).stream()
                .map(event -> event.getFormattedMessage() + " " + event.getKeyValuePairs() + " "
                        + (event.getThrowableProxy() == null
                                ? ""
                                : event.getThrowableProxy().getMessage()))
                .toList();
        assertThat(logged).anyMatch(line -> line.contains("rule-failed"));
        assertThat(logged).anyMatch(line -> line.contains("deadline"));
        assertThat(logged).noneMatch(line -> line.contains("MARKER"));
    }

    private static void post(Limits limits) {
        DecisionEngine engine = new DecisionEngine(limits, System::nanoTime);
        try (TestServer server = TestServer.start(TestServer.SOUND, false, engine, TestServer.CLOCK)) {
            JsonNode whole = TestServer.json(WHOLE);
            server.decide(WHOLE);
            server.decide(WHOLE.replace("technologies", "MARKERS"));
            server.decide(WHOLE.replace("\"acme\"", "\"acme\", \"MARKER-field\": 1"));
            server.decide(WHOLE.replace("2026-05-11T12:00:00Z", "MARKER-time"));
            server.decide(WHOLE.replace("}]", "MARKER"));
            server.decide(whole.deepCopy().toString().replace("850", "\"MARKER-number\""));
            server.decide("{\"account\": {\"id\": \"acme\", \"employees\": 850, \"industry\": \"MARKER\"}}");
            server.send(server.request("/v1/decisions?MARKER=MARKER")
                    .header("Content-Type", "text/MARKER")
                    .POST(BodyPublishers.ofString(WHOLE)));
        }
    }
}
