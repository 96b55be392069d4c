package io.drover.engine.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drover.engine.failure.DecisionException;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.MalformedRequestException;
import io.drover.engine.failure.Violation;
import io.drover.model.decision.DecisionRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RequestReaderTest {

    @Test
    void read_requestOfTheContract_everyMemberIsThere() {
        DecisionRequest request =
                RequestReader.read(TestData.bytes("requests/abm-in-market.json"), RuleSetChecks.none());

        assertThat(request.asOf()).isEqualTo("2026-05-15T12:00:00Z");
        assertThat(request.packs()).containsExactly("b2b-abm");
        assertThat(Objects.requireNonNull(request.account()).employees()).isEqualTo(850);
        assertThat(request.signals())
                .hasSize(2)
                .allMatch(signal -> "comparison".equals(signal.data().get("pageType")));
        assertThat(request.consents()).hasSize(1);
        assertThat(Objects.requireNonNull(request.previous()).segments()).containsExactly("nurture");
    }

    @Test
    void read_previousOfALaterTime_refusedAtItsPlace() {
        String request = "{'account':{'id':'a'},'asOf':'2026-05-15T12:00:00Z','previous':{'asOf':'%s'}}";
        assertThat(read(request.formatted("2026-05-15T14:00:00+02:00")).previous())
                .isNotNull();

        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class, () -> read(request.formatted("2026-05-15T12:00:00.001Z")));

        assertThat(refused.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.pointer()).isEqualTo("/previous/asOf");
            assertThat(violation.code()).isEqualTo("previous-too-late");
        });
    }

    @Test
    void read_employeesBelowZero_refusedAtTheirPlace() {
        assertThat(read("{'account':{'id':'a','employees':0}}").account()).isNotNull();

        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class, () -> read("{'account':{'id':'a','employees':-1}}"));

        assertThat(refused.violations())
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(tuple("/account/employees", "out-of-range"));
    }

    @Test
    void read_channelNotInItsList_refusedWithTheNearestOne() {
        String request =
                "{'account':{'id':'a'},'treatmentsGiven':[{'pack':'p','key':'k','channel':'%s','at':'2026-01-01'}]}";
        assertThat(read(request.formatted("none")).treatmentsGiven()).hasSize(1);

        assertThat(violations(request.formatted("Email"))).singleElement().satisfies(violation -> {
            assertThat(violation.pointer()).isEqualTo("/treatmentsGiven/0/channel");
            assertThat(violation.code()).isEqualTo("unknown-value");
            assertThat(violation.suggestion()).isEqualTo("email");
        });
    }

    @Test
    void read_numbersInOpenMaps_exactAndWholeOnesInTheSmallestType() {
        DecisionRequest request =
                read("{'account':{'id':'a','attributes':{'i':1e3,'l':3000000000,'b':123456789012345678901234567890,"
                        + "'d':0.10,'z':1.0,'n':null,'many':[1,'a',true,2.5e0]}}}");

        assertThat(Objects.requireNonNull(request.account()).attributes())
                .isEqualTo(Map.of(
                        "i",
                        1000,
                        "l",
                        3000000000L,
                        "b",
                        new BigInteger("123456789012345678901234567890"),
                        "d",
                        new BigDecimal("0.10"),
                        "z",
                        new BigDecimal("1.0"),
                        "many",
                        List.of(1, "a", true, new BigDecimal("2.5"))));
    }

    @Test
    void read_nullMembers_areMissing() {
        DecisionRequest request = read(
                "{'asOf':null,'packs':null,'account':{'id':'a','employees':null,'attributes':null},'customer':null,"
                        + "'contacts':null,'previous':{'since':{'segments':{'x':null}}},"
                        + "'facts':{'Renewal':[{'at':null}],'Other':null},'cutTables':{'rfm':null}}");

        assertThat(request.facts()).isEqualTo(Map.of("Renewal", List.of(Map.of())));
        assertThat(request.cutTables()).isEmpty();
        assertThat(request.contacts()).isEmpty();
        assertThat(request.packs()).isNull();
    }

    @Test
    void read_attributesOfTheEnvelope_areAcceptedAndNotKept() {
        DecisionRequest request = read("{'account':{'id':'a'},'signals':[{'id':'e1','type':'x','time':'2026-05-11',"
                + "'specversion':'1.0','datacontenttype':'application/json','dataschema':null,'subject':{'any':1}}]}");

        assertThat(request.signals()).hasSize(1);
    }

    @Test
    void read_withByteOrderMark_isRead() {
        assertThat(read("\ufeff{'account':{'id':'a'}}").account()).isNotNull();
        assertThat(malformed("\ufeff{'account':{'id':'a'}},"))
                .satisfies(failure -> assertThat(failure.offset()).isEqualTo(25))
                .satisfies(failure -> assertThat(failure.column()).isEqualTo(23));
    }

    @Test
    void read_malformed_countsLinesHoweverTheyEnd() {
        for (String end : List.of("\n", "\r\n", "\r")) {
            MalformedRequestException failure = malformed("{" + end + "'account':" + end + " é}");

            assertThat(failure.line()).isEqualTo(3);
            assertThat(failure.column()).isEqualTo(2);
        }
    }

    @Test
    void read_atTheLimits_isReadAndBeyondIsMalformed() {
        assertThat(read(withAttribute("'" + "x".repeat(DecisionJson.MAX_TEXT) + "'"))
                        .account())
                .isNotNull();
        assertThat(malformed(withAttribute("'" + "x".repeat(DecisionJson.MAX_TEXT + 1) + "'"))
                        .column())
                .isEqualTo(41);
        assertThat(read(withAttribute("9".repeat(DecisionJson.MAX_DIGITS))).account())
                .isNotNull();
        assertThat(malformed(withAttribute("9".repeat(DecisionJson.MAX_DIGITS + 1)))
                        .column())
                .isEqualTo(41);
        assertThat(read("{'account':{'id':'a','attributes':{'" + "n".repeat(DecisionJson.MAX_NAME) + "':1}}}")
                        .account())
                .isNotNull();
        int lists = DecisionJson.MAX_DEPTH - 3;
        assertThat(codes(withAttribute("[".repeat(lists) + "]".repeat(lists))))
                .containsExactly("/account/attributes/x/0 wrong-type");
        assertThat(malformed(withAttribute("[".repeat(lists + 1) + "]".repeat(lists + 1)))
                        .column())
                .isEqualTo(41 + lists);
    }

    @Test
    void read_severalViolations_areInTheOrderOfTheDocument() {
        assertThat(codes("{'signals':[{'time':5,'id':'a','data':{'x':{}}},{'contactId':'c','type':'t','id':''}],"
                        + "'x/y':1,'account':{'employees':'1','zzz':0},'asOf':''}"))
                .containsExactly(
                        "/signals/0/time wrong-type",
                        "/signals/0/data/x wrong-type",
                        "/signals/0/type missing-field",
                        "/signals/1/contactId unknown-contact",
                        "/signals/1/id blank-id",
                        "/signals/1/time missing-field",
                        "/x~1y unknown-field",
                        "/account/employees wrong-type",
                        "/account/zzz unknown-field",
                        "/account/id missing-field",
                        "/asOf bad-instant");
    }

    @Test
    void read_contactWithoutReadableId_otherContactsAreNotCalledUnknown() {
        assertThat(codes("{'account':{'id':'a'},'contacts':[{'id':5}],'consents':[{'contactId':'c9','channel':'email',"
                        + "'status':'granted','at':'2026-01-01'}]}"))
                .containsExactly("/contacts/0/id wrong-type");
    }

    @Test
    void read_valuesAndLongNames_areNotRepeated() {
        String secret = "s3cret-value";
        String longName = "n".repeat(60) + "\\u0007";
        List<Violation> violations = violations("{'account':{'id':'a','employees':'" + secret + "','timezone':'"
                + secret
                + "','subscriptionStatus':'" + secret + "','customerSince':'" + secret + "','" + longName
                + "':1},'signals':[{'id':'e','type':'t','time':'" + secret + "','contactId':'" + secret + "'}]}");

        assertThat(violations)
                .hasSize(7)
                .noneMatch(violation -> violation.detail().contains(secret));
        assertThat(violations)
                .filteredOn(violation -> violation.code().equals("unknown-field"))
                .singleElement()
                .satisfies(violation ->
                        assertThat(violation.detail()).startsWith("\"" + "n".repeat(40) + "…\" is not a field"));
    }

    @Test
    void read_thousandsOfViolations_reportsTheFirstAndCountsTheRest() {
        List<Violation> violations = violations("{'packs':[" + "null,".repeat(4_999) + "null],'account':{'id':'a'}}");

        assertThat(violations).hasSize(Violations.MOST + 1);
        assertThat(violations.get(Violations.MOST).code()).isEqualTo("too-many-violations");
        assertThat(violations.get(Violations.MOST).detail()).contains(" 4000 ");
    }

    @Test
    void read_tree_asFromBytes() throws IOException {
        byte[] json = TestData.bytes("requests/customer-rfm.json");
        JsonNode tree =
                new ObjectMapper().readTree("{\"account\":{\"id\":\"a\",\"acv\":0.5,\"attributes\":{\"x\":1.5}}}");

        assertThat(RequestReader.read(DecisionJson.mapper().readTree(json), RuleSetChecks.none()))
                .isEqualTo(RequestReader.read(json, RuleSetChecks.none()));
        assertThat(RequestReader.read(tree, RuleSetChecks.none()))
                .isEqualTo(read("{'account':{'id':'a','acv':0.5,'attributes':{'x':1.5}}}"));
    }

    @Test
    void read_badTrees_areInvalid() throws IOException {
        JsonNode list = new ObjectMapper().readTree("[]");
        JsonNode infinite = new ObjectMapper()
                .createObjectNode()
                .set(
                        "account",
                        new ObjectMapper().createObjectNode().put("id", "a").put("acv", Double.POSITIVE_INFINITY));

        assertThat(places(treeViolations(list))).containsExactly(" wrong-type");
        assertThat(places(treeViolations(infinite))).containsExactly("/account/acv wrong-type");
    }

    private static String withAttribute(String value) {
        return "{'account':{'id':'a','attributes':{ 'x':" + value + "}}}";
    }

    private static DecisionRequest read(String json) {
        return RequestReader.read(TestData.json(json), RuleSetChecks.none());
    }

    private static MalformedRequestException malformed(String json) {
        return failure(MalformedRequestException.class, json);
    }

    private static List<String> codes(String json) {
        return places(violations(json));
    }

    private static List<String> places(List<Violation> violations) {
        List<String> places = new ArrayList<>();
        violations.forEach(violation -> places.add(violation.pointer() + " " + violation.code()));
        return places;
    }

    private static List<Violation> violations(String json) {
        return failure(InvalidRequestException.class, json).violations();
    }

    private static List<Violation> treeViolations(JsonNode tree) {
        InvalidRequestException failure = catchThrowableOfType(
                InvalidRequestException.class, () -> RequestReader.read(tree, RuleSetChecks.none()));
        return failure.violations();
    }

    private static <T extends DecisionException> T failure(Class<T> type, String json) {
        T failure = catchThrowableOfType(type, () -> RequestReader.read(TestData.json(json), RuleSetChecks.none()));
        assertThat(failure).as(json).isNotNull();
        return failure;
    }
}
