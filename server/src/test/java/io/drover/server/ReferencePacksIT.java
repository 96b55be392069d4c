package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.server.demo.Demo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The reference packs over HTTP: what the documentation shows is what the server answers; and the demonstration. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferencePacksIT {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern CURL = Pattern.compile("```sh\\s+curl [^']*'[^']*' -d '(?<request>[^']*)'\\s+```");
    private static final Pattern ANSWER = Pattern.compile("```json\\s+(?<answer>.*?)\\s+```", Pattern.DOTALL);

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(PROJECT.resolve("rules"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static String read(String file) throws IOException {
        return Files.readString(PROJECT.resolve(file));
    }

    /** The answer without what differs from server to server: its id and the revisions. */
    private JsonNode decide(String request) {
        HttpResponse<String> response = server.decide(request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        ObjectNode answer = (ObjectNode) TestServer.json(response);
        answer.put("decisionId", "…").put("revision", "…");
        ObjectNode packs = (ObjectNode) answer.path("packs");
        packs.fieldNames().forEachRemaining(pack -> packs.put(pack, "…"));
        return answer;
    }

    @Test
    void decide_accountInMarket_theWholeAnswer() throws IOException {
        JsonNode expected = TestServer.json(read("test-data/answers/abm-in-market.json"));

        JsonNode answer = decide(read("test-data/requests/abm-in-market.json"));

        assertThat(answer.toPrettyString()).isEqualTo(expected.toPrettyString());
    }

    @Test
    void vocabulary_namesWhatCanBeSentAndWhatComesBack() throws IOException {
        JsonNode answer = TestServer.json(read("test-data/answers/abm-in-market.json"));

        JsonNode vocabulary = TestServer.json(server.get("/v1/packs/b2b-abm/vocabulary"));

        assertThat(vocabulary.at("/subjects").toString()).isEqualTo("[\"account\"]");
        assertThat(vocabulary.at("/facts").findValuesAsText("member")).contains("account", "contacts", "signals");
        assertThat(vocabulary.at("/taxonomies").findValuesAsText("name"))
                .containsAll(names(answer.at("/classifications").fieldNames()))
                .contains("persona");
        assertThat(vocabulary.at("/segments").findValuesAsText("name")).contains("in-market", "nurture");
        assertThat(vocabulary.at("/treatments").findValuesAsText("key"))
                .containsAll(answer.at("/treatments").findValuesAsText("key"));
        for (JsonNode treatment : vocabulary.at("/treatments")) {
            if (treatment.path("key").asText().equals("outbound.sequence-enroll")) {
                assertThat(treatment.path("perContact").booleanValue()).isTrue();
                assertThat(treatment.path("parameters").toString()).isEqualTo("[\"variant\"]");
            }
        }
    }

    @Test
    void vocabulary_unknownPack_notFoundWithTheNearestName() {
        HttpResponse<String> response = server.get("/v1/packs/b2b-amb/vocabulary");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(TestServer.json(response).path("detail").asText()).endsWith("did you mean b2b-abm?");
    }

    private static List<String> names(Iterator<String> names) {
        List<String> list = new ArrayList<>();
        names.forEachRemaining(list::add);
        return list;
    }

    @Test
    void decide_customerWithPurchases_theWholeAnswer() throws IOException {
        JsonNode expected = TestServer.json(read("test-data/answers/customer-rfm.json"));

        JsonNode answer = decide(read("test-data/requests/customer-rfm.json"));

        assertThat(answer.toPrettyString()).isEqualTo(expected.toPrettyString());
    }

    @Test
    void decide_viewsNineDaysApart_nurture() throws IOException {
        String request = read("test-data/requests/abm-in-market.json")
                .replace("\"time\": \"2026-05-11T12:00:00Z\"", "\"time\": \"2026-05-05T12:00:00Z\"");
        assertThat(request).contains("2026-05-05T12:00:00Z");

        assertThat(decide(request).path("segments").toString()).isEqualTo("[\"nurture\"]");
    }

    @Test
    void decide_curlOfTheReadme_theAnswerOfTheReadme() throws IOException {
        String readme = read("README.md");
        Matcher curl = CURL.matcher(readme);
        assertThat(curl.find()).as("the README has a curl").isTrue();
        Matcher answer = ANSWER.matcher(readme);
        assertThat(answer.find(curl.end())).as("the README has its answer").isTrue();

        assertThat(decide(curl.group("request")).toPrettyString())
                .isEqualTo(TestServer.json(answer.group("answer")).toPrettyString());
    }

    @Test
    void demo_everybody_segmentsAsPublishedAndStoriesInWords() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);

        boolean asPublished = new Demo(print, server.server().uri(), PROJECT.resolve("test-data")).run();

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
