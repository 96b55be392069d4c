package io.drover.engine.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.Violation;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.CutTableChoice;
import io.drover.model.decision.DecisionRequest;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A whole cut table in a request. */
class InlineCutTableTest {

    private static final String TABLE = "{'metric':'account.lifetimeValue','method':'fixed','probabilities':[],"
            + "'cuts':{'value':[20000,80000.0,2.5e5]},'population':0,'computedAt':'2026-11-01T00:00:00Z','currency':'USD'}";

    private static DecisionRequest read(String tables) {
        return RequestReader.read(
                TestData.json("{'account':{'id':'a'},'cutTables':" + tables + "}"), RuleSetChecks.none());
    }

    private static List<String> violations(String tables) {
        return catchThrowableOfType(InvalidRequestException.class, () -> read(tables)).violations().stream()
                .map(violation -> violation.pointer() + " " + violation.code())
                .toList();
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
                        "/cutTables/account.acv/metric other-metric",
                        "/cutTables/account.employees/probabilities bad-probabilities",
                        "/cutTables/account.employees/cuts/value bad-cuts",
                        "/cutTables/account.employees/cuts/r unknown-field",
                        "/cutTables/account.employees/computedAt wrong-type",
                        "/cutTables/account.employees/currency unexpected-field",
                        "/cutTables/account.employees/definition unexpected-field");
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
