package io.drover.engine.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.Violation;
import io.drover.engine.rfm.CutTableWriter;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.CutTableChoice;
import io.drover.model.decision.DecisionRequest;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole cut table in a request. */
class InlineCutTableTest {

    private static final String TABLE = "{'metric':'account.lifetimeValue','method':'fixed','probabilities':[],"
            + "'cuts':{'value':[20000,80000.0,2.5e5]},'population':0,'computedAt':'2026-11-01T00:00:00Z','currency':'USD'}";

    private static DecisionRequest read(String tables) {
        return RequestReader.read(
                TestData.json("{'account':{'id':'a'},'cutTables':" + tables + "}"), RuleSetChecks.none());
    }

    private static List<String> violations(String tables) {
        return places(() -> read(tables));
    }

    private static CutTable inline(DecisionRequest request) {
        return ((CutTableChoice.Inline)
                        Objects.requireNonNull(request.cutTables().get("account.lifetimeValue")))
                .table();
    }

    @Test
    void read_tableWithoutId_hasThatOfItsContent() {
        DecisionRequest request = read("{'account.lifetimeValue':" + TABLE + "}");

        assertThat(inline(request).id()).matches("cut-[0-9a-f]{16}");
        assertThat(RequestReader.read(DecisionJson.write(request), RuleSetChecks.none()))
                .isEqualTo(request);
    }

    @Test
    void read_sameNumbersWrittenDifferently_isTheSameTable() {
        DecisionRequest one = read("{'account.lifetimeValue':" + TABLE + "}");
        DecisionRequest other = read("{'account.lifetimeValue':" + TABLE.replace("2.5e5", "250000.00") + "}");

        assertThat(DecisionJson.write(other)).isEqualTo(DecisionJson.write(one));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2147483647", "1e2147483648", "1e-2147483648", "1e99999999999999999999"})
    void read_cutWithAnExponentBeyondAllBounds_isAViolation(String cut) {
        assertThat(violations("{'account.lifetimeValue':" + TABLE.replace("2.5e5", cut) + "}"))
                .containsExactly("/cutTables/account.lifetimeValue/cuts/value wrong-type");
    }

    @Test
    void read_manyFaults_areAllNamedAtTheirPlaces() {
        assertThat(violations("{'rfm':5,'account.lifetimeValue':{'metric':'account.lifetimeVlaue','method':'fix','x':1,"
                        + "'population':-1},'account.acv':" + TABLE
                        + ",'account.employees':{'metric':'account.employees',"
                        + "'method':'quantile7','probabilities':[0.5,0.2],'cuts':{'value':[9,5],'r':[]},'population':0,"
                        + "'computedAt':'today','currency':'USD','definition':{}}}"))
                .containsExactly(
                        "/cutTables/rfm wrong-type",
                        "/cutTables/account.lifetimeValue/metric unknown-value",
                        "/cutTables/account.lifetimeValue/metric other-metric",
                        "/cutTables/account.lifetimeValue/method unknown-value",
                        "/cutTables/account.lifetimeValue/x unknown-field",
                        "/cutTables/account.lifetimeValue/population wrong-type",
                        "/cutTables/account.lifetimeValue/computedAt missing-field",
                        "/cutTables/account.lifetimeValue/probabilities missing-field",
                        "/cutTables/account.lifetimeValue/cuts missing-field",
                        "/cutTables/account.acv/metric other-metric",
                        "/cutTables/account.employees/probabilities bad-probabilities",
                        "/cutTables/account.employees/cuts/value bad-cuts",
                        "/cutTables/account.employees/cuts/r unknown-field",
                        "/cutTables/account.employees/computedAt wrong-type",
                        "/cutTables/account.employees/currency unexpected-field",
                        "/cutTables/account.employees/definition unexpected-field");
    }

    @Test
    void read_wrongMethodOrMetric_doesNotHideOtherFaults() {
        String faulty = "'probabilities':[0.5,'x'],'cuts':{'value':[9,5],'r':[]},'population':-1,"
                + "'computedAt':'today','currency':'dollars'}";
        List<String> others = List.of(
                "/probabilities wrong-type",
                "/cuts/value bad-cuts",
                "/cuts/r unknown-field",
                "/population wrong-type",
                "/computedAt wrong-type",
                "/currency bad-currency");

        assertThat(violations("{'account.acv':{'metric':'account.acv','method':'quantile8'," + faulty + "}"))
                .containsExactlyElementsOf(Stream.concat(Stream.of("/method unknown-value"), others.stream())
                        .map(violation -> "/cutTables/account.acv" + violation)
                        .toList());
        assertThat(violations("{'account.acv':{'metric':'account.avc','method':'quantile7'," + faulty + "}"))
                .containsExactlyElementsOf(
                        Stream.concat(Stream.of("/metric unknown-value", "/metric other-metric"), others.stream())
                                .map(violation -> "/cutTables/account.acv" + violation)
                                .toList());
    }

    private static final String MOST = "9".repeat(30) + "." + "9".repeat(30);

    private static CutTableRequest requestForATable(String metric, String one, String other) {
        return CutTableRequest.read(TestData.json("{'parameters':{'asOf':'2026-05-15T12:00:00Z','metric':'" + metric
                + "','method':'quantile7','probabilities':[0.12345678,0.5,0.6,0.87654321],'currency':'USD'},"
                + "'population':[" + one + "," + other + "]}"));
    }

    private static String buyer(String id, String amount) {
        String purchase = "{'id':'%s','time':'2026-05-01','amount':" + amount + "}";
        return "{'customer':{'id':'" + id + "'},'purchases':[" + purchase.formatted("1") + "," + purchase.formatted("2")
                + "]}";
    }

    private static String account(String id, String acv) {
        return "{'account':{'id':'" + id + "','acv':" + acv + "}}";
    }

    @Test
    void read_tableOfTheLongestNumbers_isReadAgain() {
        String least = "0." + "0".repeat(29) + "1";
        List<CutTableRequest> requests = List.of(
                requestForATable("account.acv", account("a", MOST), account("b", least)),
                requestForATable("rfm", buyer("a", MOST), buyer("b", least)));
        for (CutTableRequest request : requests) {
            CutTable table = request.compute().table();
            String json = CutTableWriter.write(table);

            DecisionRequest again = RequestReader.read(
                    TestData.json("{'account':{'id':'a'},'cutTables':{'" + table.metric() + "':" + json + "}}"),
                    RuleSetChecks.none());

            assertThat(again.cutTables()).containsValue(new CutTableChoice.Inline(table));
        }
    }

    @Test
    void read_requestForATableOfLongerNumbers_namesThem() {
        assertThat(places(() -> requestForATable("account.acv", account("a", "9" + MOST), account("b", "1"))))
                .containsExactly("/population/0/account/acv out-of-range");
        assertThat(places(() -> requestForATable("rfm", buyer("a", "1"), buyer("b", MOST + "9"))))
                .containsExactly(
                        "/population/1/purchases/0/amount out-of-range",
                        "/population/1/purchases/1/amount out-of-range");
    }

    private static List<String> places(ThrowingCallable reading) {
        return catchThrowableOfType(InvalidRequestException.class, reading).violations().stream()
                .map(violation -> violation.pointer() + " " + violation.code())
                .toList();
    }

    @Test
    void read_idOfOtherContent_isAViolation() {
        assertThat(violations("{'account.lifetimeValue':" + TABLE.replace("{'metric'", "{'id':'cut-1','metric'") + "}"))
                .containsExactly("/cutTables/account.lifetimeValue/id wrong-id");
    }

    @Test
    void read_requestForATable_namesAllFaults() {
        List<Violation> violations = catchThrowableOfType(
                        InvalidRequestException.class,
                        () -> CutTableRequest.read(TestData.json(
                                "{'parameters':{'asOf':'2026-05-15T12:00:00Z','metric':'account.lifetimeValue',"
                                        + "'method':'quantile7','currency':'dollars'},'populaton':[],"
                                        + "'population':[{'account':{'id':'a'}},{'account':{'id':'a','acv':'1'}},"
                                        + "{'customer':{'id':'b'}},7]}")))
                .violations();

        assertThat(violations.stream().map(violation -> violation.pointer() + " " + violation.code()))
                .containsExactly(
                        "/parameters/currency bad-currency",
                        "/parameters/probabilities missing-field",
                        "/populaton unknown-field",
                        "/population/1/account/acv wrong-type",
                        "/population/3 wrong-type");
    }
}
