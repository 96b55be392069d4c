package io.drover.server;

import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.server.demo.Demo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference packs over HTTP: whole answers, as files, and the demonstration. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferencePacksIT {

    private static final Path TEST_DATA = Path.of("../test-data");
    private static final Path GOLDEN = Path.of("src/test/golden");

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(Path.of("../rules"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** With {@code -Ddrover.write-golden=true} the files are written first. */
    @ParameterizedTest
    @ValueSource(strings = {"abm-in-market.json", "customer-rfm.json"})
    void decide_request_theAnswerOfTheFile(String name) throws IOException {
        HttpResponse<String> response = server.decide(
                BodyPublishers.ofFile(TEST_DATA.resolve("requests").resolve(name)));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        ObjectNode answer = (ObjectNode) json(response);
        answer.put("decisionId", "…").put("revision", "…");
        ObjectNode packs = (ObjectNode) answer.path("packs");
        packs.fieldNames().forEachRemaining(pack -> packs.put(pack, "…"));
        String text = answer.toPrettyString().replace("\r", "") + "\n";
        if (Boolean.getBoolean("drover.write-golden")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(GOLDEN.resolve(name), text);
        }
        assertThat(text).isEqualTo(Files.readString(GOLDEN.resolve(name)));
    }

    @Test
    void demo_everybody_segmentsAsPublishedAndStoriesInWords() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        boolean asPublished = new Demo(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        server.server().uri(),
                        TEST_DATA)
                .run();

        String report = out.toString(StandardCharsets.UTF_8);
        assertThat(asPublished).isTrue();
        assertThat(report)
                .containsPattern("Potential Loyalist +342 +342\n")
                .containsPattern("Loyal Customers +170 +170\n")
                .containsPattern("Lost +148 +148\n")
                .containsPattern("New Customers +104 +104\n")
                .containsPattern("About To Sleep +102 +102\n")
                .containsPattern("Can't Lose Them +47 +47\n")
                .containsPattern("Champions +35 +35\n")
                .containsPattern("At Risk +28 +28\n")
                .containsPattern("Need Attention +10 +10\n")
                .containsPattern("Promising +9 +9\n")
                .contains("995 of 995 customers")
                .contains("500 companies")
                .contains("40 invented SaaS accounts")
                .contains("quadrant is high-fit-high-intent because fit and intent are high")
                .contains("1,535 decisions over HTTP");
        assertThat(report.lines()).allMatch(line -> line.length() <= 120);
    }
}
