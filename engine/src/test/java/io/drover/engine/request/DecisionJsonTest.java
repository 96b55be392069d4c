package io.drover.engine.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.drover.model.decision.ContactDecision;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.decision.ExplainedConclusion;
import io.drover.model.decision.Since;
import io.drover.model.decision.Subject;
import io.drover.model.decision.SubjectKind;
import io.drover.model.decision.Transitions;
import io.drover.model.decision.TreatmentDecision;
import io.drover.model.decision.TreatmentStatus;
import io.drover.model.fact.DecisionTime;
import io.drover.model.fact.RfmScore;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionJsonTest {

    private static final Instant AS_OF = Instant.parse("2026-05-15T12:00:00Z");

    @Test
    void write_decision_hasTheMembersOfTheContractInTheirOrder() {
        String written = new String(DecisionJson.write(decision(null, null)), StandardCharsets.UTF_8);

        assertThat(written).isEqualTo("""
                {"decisionId":"d-1","asOf":"2026-05-15T12:00:00Z","subject":{"kind":"account","id":"acme"},\
                "revision":"7d0c","packs":{"b2b-abm":"3f9c","contact-policy":"91aa"},\
                "classifications":{"abm_tier":null,"buying_stage":"consideration","fit":"high","intent":"high"},\
                "scores":{"intent":26.6},"segments":["in-market"],\
                "contacts":[{"id":"c1","classifications":{"persona":"finance-executive"},\
                "since":{"classifications":{"persona":"2026-05-15T12:00:00Z"}}}],\
                "since":{"classifications":{"abm_tier":"2026-05-15T12:00:00Z","intent":"2026-05-15T12:00:00.125Z"},\
                "segments":{"in-market":"2026-05-15T12:00:00Z"}},\
                "transitions":{"entered":["in-market"],"exited":["nurture"],\
                "changed":[{"contactId":"c1","taxonomy":"persona","from":null,"to":"finance-executive"},\
                {"taxonomy":"intent","from":"low","to":"high"}]},\
                "treatments":[{"pack":"b2b-abm","key":"outbound.sequence-enroll","contactId":"c1","status":"selected",\
                "reason":null,"heldUntil":null,"because":["in-market","persona=finance-executive"],\
                "since":"2026-05-15T12:00:00Z","channel":"email","message":"Enrol","offer":"none","owner":"sales",\
                "parameters":{"discount":1000,"variant":"finance-executive"},"dueBy":null}],\
                "warnings":[{"code":"missing-fact","pointer":"/account/industry","detail":"No industry."},\
                {"code":"no-cut-table","detail":"No cut table."}],\
                "nextChangeAt":"2026-05-18T12:00:00Z"}""");
    }

    @Test
    void write_decisionWithScoringAndExplanation_hasThemWithTheirNulls() {
        RfmScore scoring =
                new RfmScore(5, 4, 3, 12, 7, new BigDecimal("1E+3"), AS_OF, null, null, DecisionTime.at(AS_OF));
        ExplainedConclusion reason = new ExplainedConclusion(
                "rfm",
                "segment",
                "champions",
                null,
                null,
                null,
                List.of("RfmScore"),
                Map.of("b", 1, "a", true),
                Map.of());

        String written = new String(DecisionJson.write(decision(scoring, List.of(reason))), StandardCharsets.UTF_8);

        assertThat(written).contains("""
                        "rfm":{"r":5,"f":4,"m":3,"recencyDays":12,"frequency":7,"monetary":1000,\
                        "asOf":"2026-05-15T12:00:00Z","cutTable":null},"cutTables":{"account.lifetimeValue":"cut-1"},"segments\"""").endsWith("""
                        "explanation":[{"pack":"rfm","kind":"segment","conclusion":"champions","rule":null,"says":null,\
                        "facts":["RfmScore"],"values":{"a":true,"b":1},"thresholds":{}}]}""");
    }

    @Test
    void write_anyDecision_saysWhatJacksonFindsInItsRecords() throws JsonProcessingException {
        SimpleModule instants = new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance);
        JsonMapper byReflection = JsonMapper.builder()
                .addModule(instants)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build();
        RfmScore scoring = new RfmScore(5, 4, 3, 12, 7, new BigDecimal("1E+3"), AS_OF, "t", null, null);
        ContactDecision scored = new ContactDecision(
                "c2", Map.of("persona", "other"), new TreeMap<>(Map.of("heat", BigDecimal.TEN)), new Since(null, null));

        for (Decision decision : List.of(
                decision(null, null), decision(scoring, List.of()), with(decision(scoring, null), List.of(scored)))) {
            assertThat(DecisionJson.write(decision))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(byReflection.writeValueAsString(decision));
        }
    }

    private static Decision with(Decision decision, List<ContactDecision> contacts) {
        TreatmentDecision held = new TreatmentDecision(
                "p",
                "k",
                null,
                TreatmentStatus.HELD,
                "quiet-hours",
                AS_OF.plusMillis(1),
                List.of(),
                AS_OF,
                "email",
                "Ünï \"q\"",
                "none",
                "sales",
                Map.of("list", List.of("a", 1), "rate", new BigDecimal("1.50")),
                AS_OF);
        return new Decision(
                decision.decisionId(),
                decision.asOf(),
                decision.subject(),
                decision.revision(),
                decision.packs(),
                decision.classifications(),
                decision.scores(),
                decision.rfm(),
                decision.cutTables(),
                decision.segments(),
                contacts,
                decision.since(),
                null,
                List.of(held),
                List.of(),
                null,
                null);
    }

    @Test
    void write_equalDecisions_equalBytes() {
        assertThat(DecisionJson.write(decision(null, null))).isEqualTo(DecisionJson.write(decision(null, null)));
    }

    @Test
    void write_decisionWithoutPreviousAndChange_saysNull() {
        Decision decision = new Decision(
                null,
                AS_OF,
                new Subject(SubjectKind.CUSTOMER, "u1"),
                "",
                new TreeMap<>(),
                Map.of(),
                new TreeMap<>(),
                null,
                new TreeMap<>(),
                List.of(),
                List.of(),
                new Since(Map.of(), Map.of()),
                null,
                List.of(),
                List.of(),
                null,
                null);

        assertThat(new String(DecisionJson.write(decision), StandardCharsets.UTF_8))
                .isEqualTo("""
                {"asOf":"2026-05-15T12:00:00Z","subject":{"kind":"customer","id":"u1"},"revision":"","packs":{},\
                "classifications":{},"scores":{},"segments":[],"contacts":[],\
                "since":{"classifications":{},"segments":{}},"transitions":null,"treatments":[],"warnings":[],\
                "nextChangeAt":null}""");
    }

    @Test
    void writePretty_decision_sameJsonInLines() throws JsonProcessingException {
        Decision decision = decision(null, null);

        String pretty = DecisionJson.writePretty(decision);

        assertThat(pretty).startsWith("{\n  \"decisionId\" : \"d-1\",\n").doesNotContain("\r");
        assertThat(DecisionJson.mapper().readTree(pretty).toString())
                .isEqualTo(new String(DecisionJson.write(decision), StandardCharsets.UTF_8));
    }

    @Test
    void write_request_leavesOutWhatIsMissingAndWhatIsNoMember() {
        DecisionRequest request =
                RequestReader.read(TestData.bytes("requests/customer-rfm.json"), RuleSetChecks.none());

        assertThat(new String(DecisionJson.write(request), StandardCharsets.UTF_8))
                .isEqualTo("""
                {"asOf":"2026-05-15T12:00:00Z","packs":["rfm"],\
                "customer":{"id":"u1","country":"DE","timezone":"Europe/Berlin","loyaltyStatus":"gold"},\
                "purchases":[{"id":"o1","time":"2026-01-20T09:30:00Z","amount":49.90,"currency":"USD","status":"completed"},\
                {"id":"o2","time":"2026-03-02T00:00:00Z","amount":120,"currency":"USD","categories":["shoes","socks"]},\
                {"id":"o3","time":"2026-05-10T16:05:30Z","amount":35.00,"currency":"USD","status":"refunded"}],\
                "rfm":{"r":2,"f":4,"m":4,"recencyDays":74,"frequency":2,"monetary":169.90,"asOf":"2026-05-15T00:00:00Z"},\
                "previous":{"rfm":{"r":4,"f":4,"m":4,"recencyDays":12,"frequency":2,"monetary":169.90,\
                "asOf":"2026-03-14T00:00:00Z"}}}""");
    }

    @Test
    void write_anyRequest_saysWhatJacksonFindsInItsRecords() throws JsonProcessingException {
        JsonInclude.Value notEmpty =
                JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS);
        JsonMapper byReflection = JsonMapper.builder()
                .addModule(new SimpleModule()
                        .addSerializer(Instant.class, ToStringSerializer.instance)
                        .addSerializer(LocalDate.class, ToStringSerializer.instance)
                        .addSerializer(new CutTableJson.ChoiceWriting()))
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .withConfigOverride(List.class, list -> list.setIncludeAsProperty(notEmpty))
                .withConfigOverride(Map.class, map -> map.setIncludeAsProperty(notEmpty))
                .build();
        RandomRequests requests = new RandomRequests(1);

        for (int i = 0; i < 500; i++) {
            DecisionRequest request = requests.next();
            assertThat(DecisionJson.write(request))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(text(byReflection.writeValueAsBytes(request)));
        }
    }

    @Test
    void write_previousWithEmptyLists_keepsThem() {
        byte[] json = TestData.json(
                "{'account':{'id':'acme'},'previous':{'classifications':{'fit':null},'segments':[],'since':{}}}");

        DecisionRequest request = RequestReader.read(json, RuleSetChecks.none());

        assertThat(DecisionJson.write(request)).asString(StandardCharsets.UTF_8).isEqualTo(text(json));
        assertThat(DecisionJson.writePretty(request)).contains("\"segments\" : [ ]");
    }

    @Test
    void read_decisionAsPrevious_isReadBack() throws JsonProcessingException {
        Decision decision = decision(null, null);
        byte[] json = TestData.json("{'account':{'id':'acme'},'previous':" + text(DecisionJson.write(decision)) + "}");

        DecisionRequest request = RequestReader.read(json, RuleSetChecks.none());

        assertThat(request.previous()).isNotNull();
        assertThat(DecisionJson.mapper().valueToTree(request.previous()).toString())
                .contains("\"abm_tier\":null", "\"segments\":[\"in-market\"]", "\"key\":\"outbound.sequence-enroll\"")
                .doesNotContain("warnings", "decisionId");
    }

    @Test
    void mapper_valuesOfOtherTypes_areRefused() {
        for (String json :
                List.of("{'r':'5'}", "{'r':5.0}", "{'r':true}", "{'cutTable':5}", "{'R':5}", "{'r':5,'r':5}")) {
            assertThatThrownBy(() -> DecisionJson.mapper().readValue(TestData.json(json), RfmScore.class))
                    .as(json)
                    .isInstanceOf(JsonProcessingException.class);
        }
        assertThatThrownBy(() -> DecisionJson.mapper().readValue(TestData.json("{} {}"), RfmScore.class))
                .isInstanceOf(JsonMappingException.class);
    }

    @Test
    void mapper_tree_keepsNumbersAsTheyAre() throws JsonProcessingException {
        assertThat(DecisionJson.mapper().readTree("[1.50, 2.0]").toString()).isEqualTo("[1.50,2.0]");
    }

    private static Decision decision(@Nullable RfmScore scoring, @Nullable List<ExplainedConclusion> explanation) {
        Map<String, @Nullable String> classifications = new HashMap<>();
        classifications.put("intent", "high");
        classifications.put("fit", "high");
        classifications.put("buying_stage", "consideration");
        classifications.put("abm_tier", null);
        return new Decision(
                "d-1",
                AS_OF,
                new Subject(SubjectKind.ACCOUNT, "acme"),
                "7d0c",
                new TreeMap<>(Map.of("contact-policy", "91aa", "b2b-abm", "3f9c")),
                classifications,
                new TreeMap<>(Map.of("intent", new BigDecimal("26.6"))),
                scoring,
                new TreeMap<>(scoring == null ? Map.of() : Map.of("account.lifetimeValue", "cut-1")),
                List.of("in-market"),
                List.of(new ContactDecision(
                        "c1",
                        Map.of("persona", "finance-executive"),
                        new TreeMap<>(),
                        new Since(Map.of("persona", AS_OF), null))),
                new Since(Map.of("intent", AS_OF.plusMillis(125), "abm_tier", AS_OF), Map.of("in-market", AS_OF)),
                new Transitions(
                        List.of("in-market"),
                        List.of("nurture"),
                        List.of(
                                new Transitions.Change("c1", "persona", null, "finance-executive"),
                                new Transitions.Change(null, "intent", "low", "high"))),
                List.of(treatment()),
                List.of(
                        new DecisionWarning("missing-fact", "/account/industry", "No industry."),
                        new DecisionWarning("no-cut-table", null, "No cut table.")),
                Instant.parse("2026-05-18T12:00:00Z"),
                explanation);
    }

    private static TreatmentDecision treatment() {
        return new TreatmentDecision(
                "b2b-abm",
                "outbound.sequence-enroll",
                "c1",
                TreatmentStatus.SELECTED,
                null,
                null,
                List.of("in-market", "persona=finance-executive"),
                AS_OF,
                "email",
                "Enrol",
                "none",
                "sales",
                Map.of("variant", "finance-executive", "discount", new BigDecimal("1E+3")),
                null);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
