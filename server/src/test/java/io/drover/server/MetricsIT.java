package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The metrics: those of the documentation are there, and they move. */
class MetricsIT {

    private static final Path OPERATIONS = Path.of("../docs/operations.md");
    private static final String LARGE = "{\"account\": {\"id\": \"acme\", \"employees\": 850}}";

    @Test
    void metrics_afterRequests_haveMoved() {
        try (TestServer server = TestServer.start(TestServer.SOUND)) {
            assertThat(server.decide(LARGE).statusCode()).isEqualTo(200);
            assertThat(server.decide("{").statusCode()).isEqualTo(400);
            assertThat(server.decide("{}").statusCode()).isEqualTo(422);
            server.get("/v1/packs/size");
            server.get("/nowhere/" + LARGE.hashCode());
            server.get("/v1/decisions/x"); // the log is written by then

            String text = text(server);

            assertThat(text.lines())
                    .contains(
                            "drover_decisions_total{outcome=\"decided\"} 1.0",
                            "drover_decisions_total{outcome=\"malformed-json\"} 1.0",
                            "drover_decisions_total{outcome=\"invalid-request\"} 1.0",
                            "drover_decision_seconds_count 3",
                            "drover_pack_decisions_total{pack=\"size\"} 1.0",
                            "drover_rule_firings_total{pack=\"size\"} 2.0",
                            "drover_problems_total{type=\"malformed-json\"} 1.0",
                            "drover_problems_total{type=\"not-found\"} 2.0",
                            "drover_requests_total{route=\"/v1/decisions\",status=\"200\"} 1.0",
                            "drover_requests_total{route=\"/v1/packs/{name}\",status=\"200\"} 1.0",
                            "drover_requests_total{route=\"none\",status=\"404\"} 1.0",
                            "drover_request_seconds_count{route=\"/v1/decisions\"} 3",
                            "drover_requests_under_way 1.0",
                            "drover_ready 1.0",
                            "drover_pack_activated_timestamp_seconds{pack=\"size\"} 1.7788464E9",
                            "drover_activations_total{outcome=\"activated\"} 1.0",
                            "drover_activation_step_seconds_count{step=\"read\"} 1",
                            "drover_decision_log_lines_total{outcome=\"written\"} 1.0",
                            "drover_decision_log_waiting 0.0");
            assertThat(text).contains("drover_pack_info{pack=\"size\",revision=\"", "drover_rule_set_info{revision=\"");
        }
    }

    @Test
    void metrics_thoseOfTheDocumentation_areThereAndNoOthers() throws IOException {
        String documented = Files.readString(OPERATIONS, StandardCharsets.UTF_8);
        try (TestServer server = TestServer.start(TestServer.SOUND)) {
            server.decide(LARGE);
            server.decide("{");

            List<String> names = text(server)
                    .lines()
                    .filter(line -> line.startsWith("# TYPE "))
                    .map(line -> line.split(" ", -1)[2])
                    .toList();

            List<String> described = Pattern.compile("`(drover_[a-z_]+|jvm_[a-z_]+)`")
                    .matcher(documented)
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .toList();
            assertThat(names).containsAll(described);
            assertThat(described)
                    .containsAll(names.stream()
                            .filter(name -> name.startsWith("drover_"))
                            .toList());
        }
    }

    private static String text(TestServer server) {
        HttpResponse<String> response = server.get("/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        return response.body();
    }
}
