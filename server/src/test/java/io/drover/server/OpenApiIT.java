package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.PackVocabulary;
import io.drover.engine.diff.PackDiff;
import io.drover.engine.failure.Violation;
import io.drover.engine.pack.PackProblem;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.Preview;
import io.drover.model.decision.PreviousDecision;
import io.drover.model.decision.Transitions;
import io.drover.server.activation.PackStatus;
import io.drover.server.activation.RevisionRecord;
import io.drover.server.activation.TreatmentState;
import io.drover.server.audit.AuditEntry;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The OpenAPI document is true: of the paths, of what is asked and of what is answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiIT {

    private static final Path PROJECT = Path.of("..");
    /** A signal also takes what CloudEvents have, and before a decision may stand that it is a preview. */
    private static final Set<String> WITH_MORE = Set.of("Signal", "Decision");

    private TestServer server;
    private JsonNode document;

    @BeforeAll
    void start() throws IOException {
        server = TestServer.start(PROJECT.resolve("rules"));
        HttpResponse<String> response = server.get("/openapi.yaml");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/yaml");
        document = new YAMLMapper().readTree(response.body());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void paths_areThoseThatTheServerAnswers() {
        String detail = TestServer.json(server.get("/zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"))
                .path("detail")
                .asText();
        String answered = detail.substring(detail.indexOf('/'), detail.length() - 1);

        assertThat(names(document.path("paths").fieldNames())).containsExactlyInAnyOrder(answered.split(", "));
    }

    @Test
    void methods_areThoseThatThePathsAllow() {
        document.path("paths").properties().forEach(path -> {
            HttpResponse<String> response = server.send(server.request(path.getKey()
                            .replace("{name}", "b2b-abm")
                            .replace("{id}", "x")
                            .replace("{revision}", "x")
                            .replace("{key}", "x"))
                    .method("OPTIONS", BodyPublishers.noBody()));
            String allow = response.headers().firstValue("Allow").orElse("");
            Set<String> allowed = new TreeSet<>(List.of(allow.split(", ")));
            allowed.removeAll(Set.of("OPTIONS", "HEAD"));

            assertThat(names(path.getValue().fieldNames()).stream().map(String::toUpperCase))
                    .as(path.getKey())
                    .containsExactlyInAnyOrderElementsOf(allowed);
        });
    }

    @Test
    void schemas_haveTheMembersOfTheRecords() {
        Set<Class<?>> records = new LinkedHashSet<>();
        Stream.of(
                        DecisionRequest.class,
                        io.drover.model.decision.Decision.class,
                        Preview.class,
                        PackStatus.class,
                        TreatmentState.class,
                        RevisionRecord.class,
                        PackDiff.class,
                        AuditEntry.class,
                        PackVocabulary.class,
                        PackProblem.class,
                        PackReport.Step.class,
                        PreviousDecision.class,
                        Transitions.class,
                        Violation.class)
                .forEach(type -> collect(type, records));

        for (Class<?> type : records) {
            JsonNode schema = document.at("/components/schemas/" + type.getSimpleName());
            assertThat(schema.isObject()).as(type.getSimpleName()).isTrue();
            List<String> members = Stream.of(type.getRecordComponents())
                    .filter(component -> component.getAccessor().getAnnotation(JsonIgnore.class) == null)
                    .map(OpenApiIT::member)
                    .toList();
            Set<String> described = names(schema.path("properties").fieldNames());
            if (WITH_MORE.contains(type.getSimpleName())) {
                assertThat(described).as(type.getSimpleName()).containsAll(members);
            } else {
                assertThat(described).as(type.getSimpleName()).containsExactlyInAnyOrderElementsOf(members);
            }
        }
    }

    @Test
    void requests_thatTheDocumentationShows_areValid() throws IOException {
        for (String request : List.of("abm-in-market", "customer-rfm")) {
            // A client may also send an instant as a date; the document names the form that every client knows.
            assertThat(errors("DecisionRequest", read("test-data/requests/" + request + ".json"), false))
                    .isEmpty();
        }
        assertThat(errors("DecisionRequest", TestServer.json("{\"acount\": {\"id\": \"a\"}}"), false))
                .as("a validator that validates")
                .isNotEmpty();
    }

    @Test
    void answers_ofDecisions_areAsDescribed() throws IOException {
        for (String request : List.of("abm-in-market", "customer-rfm")) {
            String body = read("test-data/requests/" + request + ".json").toString();
            HttpResponse<String> explained = server.send(server.request("/v1/decisions?explain=true")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body)));

            assertThat(explained.statusCode()).as(explained.body()).isEqualTo(200);
            assertValid("Decision", TestServer.json(explained));
            assertValid("Decision", TestServer.json(server.decide(body)));
        }
    }

    @Test
    void answers_ofPreviewsWithAnotherPolicy_areAsDescribedAndTellWhatItWouldChange() throws IOException {
        ObjectNode request = (ObjectNode) read("test-data/requests/abm-in-market.json");
        request.set("with", TestServer.json("{\"policy\": {\"caps\": {\"email\": {\"max\": 0, \"per\": \"36h\"}}}}"));
        assertThat(errors("DecisionRequest", request, false)).isEmpty();
        JsonNode answer = TestServer.json(server.decide(request.toString()));

        assertValid("Decision", answer);
        assertThat(answer.at("/preview/policy/caps/to/email/per").asText()).isEqualTo("36h");
        assertThat(answer.at("/preview/differences").findValuesAsText("to")).contains("withheld", "frequency-cap");

        request.set(
                "with",
                TestServer.json(
                        "{\"policy\": {\"caps\": {\"emial\": {\"max\": 1, \"per\": \"0d\"}}, \"exclusive\": [[\"x\"]]}}"));
        assertThat(TestServer.json(server.decide(request.toString()))
                        .path("violations")
                        .findValuesAsText("pointer"))
                .containsExactlyInAnyOrder(
                        "/with/policy/caps/emial",
                        "/with/policy/caps/emial/per",
                        "/with/policy/exclusive/0",
                        "/with/policy/exclusive/0/0");
    }

    @Test
    void answers_ofEverythingElse_areAsDescribed() {
        String previewed = "{\"account\": {\"id\": \"a\"}, \"with\": {\"thresholds\": {\"b2b-abm\":"
                + " {\"intent.comparison-views\": 3, \"fit.target-industries\": [\"SaaS\", \"Toys\"]}}}}";
        assertThat(errors("DecisionRequest", TestServer.json(previewed), false)).isEmpty();
        assertValid("Decision", TestServer.json(server.decide(previewed)));
        assertValid("Preview", TestServer.json(server.decide(previewed)).path("preview"));
        assertValid("TreatmentPage", TestServer.json(server.get("/v1/treatments")));
        assertValid("TreatmentState", TestServer.json(switchOff()));
        assertValid("TreatmentState", TestServer.json(server.get("/v1/treatments/play.mid-market/enabled")));
        deployments();
        assertValid("PackPage", TestServer.json(server.get("/v1/packs")));
        assertValid("PackStatus", TestServer.json(server.get("/v1/packs/rfm")));
        assertValid("PackVocabulary", TestServer.json(server.get("/v1/packs/rfm/vocabulary")));
        String table =
                "{\"parameters\": {\"asOf\": \"2026-05-15T00:00:00Z\", \"metric\": \"rfm\", \"method\": \"quantile7\","
                        + " \"currency\": \"USD\"}, \"population\": [{\"customer\": {\"id\": \"a\"}, \"purchases\":"
                        + " [{\"id\": \"p\", \"time\": \"2026-05-01T00:00:00Z\", \"amount\": 5}]}]}";
        HttpResponse<String> computed = server.send(server.request("/v1/cut-tables")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(table)));
        assertValid("ComputedCutTable", TestServer.json(computed));
        assertThat(errors("CutTableRequest", TestServer.json(table), true)).isEmpty();
        assertValid("Live", TestServer.json(server.get("/health/live")));
        assertValid("Ready", TestServer.json(server.get("/health/ready")));
        assertValid("Problem", TestServer.json(server.get("/v1/pakcs")));
        assertValid("Problem", TestServer.json(server.decide("{\"account\": {\"id\": 1}}")));
        assertValid("Problem", TestServer.json(server.decide("{")));
    }

    private void deployments() {
        String rfm = TestServer.json(server.get("/v1/packs/rfm"))
                .path("active")
                .path("revision")
                .asText();
        String pin = "{\"revision\": \"" + rfm + "\", \"reason\": \"to see\", \"pin\": true}";
        assertThat(errors("ActiveRequest", TestServer.json(pin), true)).isEmpty();
        assertValid("PackStatus", TestServer.json(server.send(DeploymentSite.put(server, "rfm", pin, rfm))));
        assertValid("RevisionPage", TestServer.json(server.get("/v1/packs/rfm/revisions")));
        assertValid("RevisionRecord", TestServer.json(server.get("/v1/packs/rfm/revisions/" + rfm)));
        assertValid("AuditPage", TestServer.json(server.get("/v1/audit")));
        String several = "{\"packs\": [{\"pack\": \"rfm\", \"revision\": \"" + rfm + "\", \"from\": \"" + rfm
                + "\"}], \"reason\": \"to see\", \"pin\": false}";
        assertThat(errors("ActivationRequest", TestServer.json(several), true)).isEmpty();
        HttpResponse<String> answer = server.send(server.request("/v1/activations")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(several)));
        assertValid("ActivationAnswer", TestServer.json(answer));
        byte[] noZip = {1, 2, 3};
        assertValid(
                "RevisionRecord",
                TestServer.json(DeploymentSite.push(server, "/v1/packs/rfm/revisions?dryRun=true", noZip)));
    }

    private HttpResponse<String> switchOff() {
        return server.send(server.request("/v1/treatments/rfm-cells.onboard/enabled")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"enabled\": false, \"reason\": \"to see\"}")));
    }

    private static JsonNode read(String file) throws IOException {
        return TestServer.json(Files.readString(PROJECT.resolve(file)));
    }

    private void assertValid(String schema, JsonNode value) {
        assertThat(errors(schema, value, true)).as(schema + " " + value).isEmpty();
    }

    private List<Error> errors(String schema, JsonNode value, boolean formats) {
        ObjectNode root = document.deepCopy();
        root.put("$ref", "#/components/schemas/" + schema);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(formats)));
    }

    /** The record {@code type} and all records that it consists of. */
    private static void collect(Type type, Set<Class<?>> records) {
        if (type instanceof ParameterizedType generic) {
            Stream.of(generic.getActualTypeArguments()).forEach(argument -> collect(argument, records));
        } else if (type instanceof Class<?> simple && simple.isRecord() && records.add(simple)) {
            Stream.of(simple.getRecordComponents())
                    .filter(component -> component.getAccessor().getAnnotation(JsonIgnore.class) == null)
                    .forEach(component -> collect(component.getGenericType(), records));
        }
    }

    private static String member(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null || property.value().isEmpty() ? component.getName() : property.value();
    }

    private static Set<String> names(Iterator<String> names) {
        Set<String> set = new LinkedHashSet<>();
        names.forEachRemaining(set::add);
        return set;
    }
}
