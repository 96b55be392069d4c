package io.drover.engine.rfm;

import static io.drover.engine.rfm.Populations.OPTIONS;
import static io.drover.engine.rfm.Populations.PARAMETERS;
import static io.drover.engine.rfm.Populations.bytes;
import static io.drover.engine.rfm.Populations.csv;
import static io.drover.engine.rfm.Populations.numbers;
import static io.drover.engine.rfm.Populations.options;
import static io.drover.engine.rfm.Populations.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutMethod;
import io.drover.model.decision.CutTable;
import org.junit.jupiter.api.Test;

/** How populations are read from requests, one a line, and what is said of bad ones. */
class PopulationRequestsTest {

    @Test
    void ofRequests_samePurchases_givesTheSameTable() throws Exception {
        CutTable fromCsv = csv("customer_id,date,amount\na,2026-05-14,1.10\na,2026-05-13,2\nb,2026-05-01,3\n")
                .table();

        CutTable fromRequests = CutTableComputation.ofRequests(bytes("""
                                {"customer": {"id": "a"}, "purchases": [{"id": "1", "time": "2026-05-14", "amount": 1.10}]}

                                {"customer": {"id": "b"}, "purchases": [{"id": "1", "time": "2026-05-01T00:00:00Z", "amount": 3}]}
                                {"customer": {"id": "a"}, "purchases": [{"id": "2", "time": "2026-05-13", "amount": 2.0}]}
                                {"customer": {"id": "c"}}
                                """), PARAMETERS, OPTIONS, line -> {})
                .table();

        assertThat(fromRequests).isEqualTo(fromCsv);
    }

    @Test
    void ofRequests_badLines_areAllNamed() {
        BadPopulationException bad = catchThrowableOfType(
                BadPopulationException.class,
                () -> CutTableComputation.ofRequests(bytes("""
                                {"customer": {"id": "a"
                                {"contact": {"id": "a"}, "purchases": []}
                                {"customer": {"id": "a"}, "purchases": {}}
                                {"customer": {"id": "a"}, "purchases": [{"time": 5}, 7]}
                                {"customer": {"id": "a"}, "purchases": [{"amount": 1e99999999999999999999}]}
                                """), PARAMETERS, OPTIONS, line -> {}));

        assertThat(bad.problems().stream().map(PopulationProblem::line)).containsExactly(1L, 2L, 3L, 4L, 4L, 5L);
    }

    @Test
    void ofRequests_metric_isReadAtItsPlace() throws Exception {
        CutTableParameters parameters = parameters("account.attributes.health", null, CutMethod.QUANTILE7);

        CutTableComputation.Result result =
                CutTableComputation.ofRequests(bytes("""
                        {"account": {"id": "a", "attributes": {"health": 10}}}
                        {"account": {"id": "b", "attributes": {"health": 20.5}}}
                        {"account": {"id": "c"}}
                        {"account": {"id": "d", "attributes": {"health": "30"}}}
                        """), parameters, options(parameters), line -> {});

        assertThat(result.table().cutsOf(CutMeasure.VALUE)).isEqualTo(numbers("15.25", "18.4", "19.975"));
        assertThat(result.warnings())
                .contains(new CutTableWarnings.Warning(
                        "left-out", "2 subjects are without a value of account.attributes.health and left out."));
    }

    @Test
    void ofRequests_accountAndCustomerOfOneId_areTwo() throws Exception {
        CutTableComputation.Result result = CutTableComputation.ofRequests(bytes("""
                        {"customer": {"id": "a"}, "purchases": [{"id": "1", "time": "2026-05-14", "amount": 1}]}
                        {"account": {"id": "a"}, "purchases": [{"id": "1", "time": "2026-05-14", "amount": 1}]}
                        """), PARAMETERS, OPTIONS, line -> {});

        assertThat(result.subjects()).isEqualTo(2);
    }

    @Test
    void ofRequests_fieldThatIsNoNumber_isAProblem() {
        CutTableParameters parameters = parameters("account.acv", null, CutMethod.QUANTILE7);

        BadPopulationException bad = catchThrowableOfType(
                BadPopulationException.class,
                () -> CutTableComputation.ofRequests(
                        bytes("{\"account\": {\"id\": \"a\", \"acv\": \"30\"}}\n"),
                        parameters,
                        options(parameters),
                        line -> {}));

        assertThat(bad.problems().stream().map(PopulationProblem::toString))
                .containsExactly("line 1: The field \"account.acv\" must be a number.");
    }

    @Test
    void ofRequests_endlessLine_isPassedOverAndNamed() {
        LongText file = new LongText("\n{\"customer\": {\"id\": \"", "a", 300_000_000, "\"}}\n{}\n");

        BadPopulationException bad = catchThrowableOfType(
                BadPopulationException.class,
                () -> CutTableComputation.ofRequests(file, PARAMETERS, OPTIONS, line -> {}));

        assertThat(bad.problems().stream().map(PopulationProblem::toString))
                .containsExactly(
                        "line 2: The line is longer than 1 MiB; write each request in a line of its own.",
                        "line 3: The request names no customer: \"customer\" with an \"id\" is missing.");
    }
}
