package io.drover.engine.rfm;

import static io.drover.engine.rfm.Populations.PARAMETERS;
import static io.drover.engine.rfm.Populations.csv;
import static io.drover.engine.rfm.Populations.numbers;
import static io.drover.engine.rfm.Populations.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutMethod;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.CutTable.Definition;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tables of populations in files; each method against numbers is in {@link CutMethodsTest}. */
class CutTableComputationTest {

    @Test
    void ofCsv_smallPopulation_isComputedAndWarned() throws Exception {
        CutTableComputation.Result result = csv("""
                customer_id,date,amount
                a,2026-05-14,1.10
                b,2026-05-12,2.20
                b,2026-05-13T23:59:59Z,0.30
                c,2026-05-01,
                c,2026-05-16,7
                """);

        assertThat(result.subjects()).isEqualTo(3);
        assertThat(result.events()).isEqualTo(4);
        // sorted: recency 1, 2, 14 · frequency 1, 1, 2 · monetary 0, 1.1, 2.5; positions .4, .8, 1.2, 1.6
        assertThat(result.table().cuts())
                .isEqualTo(CutTable.cuts(
                        numbers("2.4", "2.8", "5.4", "10.2"),
                        numbers("2", "2", "2.2", "2.6"),
                        numbers("1.44", "1.88", "2.38", "2.94")));
        assertThat(result.warnings().stream().map(CutTableWarnings.Warning::detail))
                .containsExactly(
                        "The cuts of the table were computed over 3 customers; fewer than 500 say little.",
                        "Nobody of the population has the recency scores 2, 3, 4.",
                        "Nobody of the population has the frequency scores 2, 4, 5.",
                        "Nobody of the population has the monetary scores 2, 3, 5.",
                        "1 purchase is later than 2026-05-15T00:00:00Z and left out.",
                        "1 purchase is without an amount, which adds nothing to what the customer spent.");
        assertThat(result.table().hasSmallPopulation()).isTrue();
        assertThat(CutTableReader.read(CutTableWriter.write(result.table()).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(result.table());
    }

    @Test
    void ofCsv_oneCustomer_isItsOwnQuantiles() throws Exception {
        assertThat(csv("customer_id,date,amount\na,2026-05-14,9\n").table().cuts())
                .isEqualTo(CutTable.cuts(
                        numbers("2", "2", "2", "2"), numbers("2", "2", "2", "2"), numbers("10", "10", "10", "10")));
    }

    /** The small form of {@code bench/soak cuts}. */
    @Test
    void ofCsv_seededPurchasesInAnyOrder_givesOneTable() throws Exception {
        Random random = new Random(18);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            lines.add("c" + random.nextInt(2_000) + ","
                    + LocalDate.parse("2026-01-01").plusDays(random.nextInt(120)) + "," + random.nextInt(500) + "."
                    + random.nextInt(10));
        }
        CutTableComputation.Result one = csv("customer_id,date,amount\n" + String.join("\n", lines));
        Collections.shuffle(lines, random);
        CutTableComputation.Result other = csv("customer_id,date,amount\n" + String.join("\n", lines));

        assertThat(one.events()).isEqualTo(20_000);
        assertThat(one.warnings()).isEmpty();
        assertThat(one.cells().values().stream().mapToInt(count -> count).sum()).isEqualTo(one.subjects());
        assertThat(other).isEqualTo(one);
    }

    // Two accounts have no value, one is in euros; the others have 10, 20, 30: positions 1, 1.6 and 1.9.
    @Test
    void ofCsv_metric_partsItsValues() throws Exception {
        CutTableComputation.Result result = csv("""
                account_id,lifetime_value,currency
                a,10,USD
                b,30,
                c,,
                d,7,EUR
                e,20.0,USD
                """, parameters("account.lifetimeValue", null, CutMethod.QUANTILE7));

        assertThat(result.table().cutsOf(CutMeasure.VALUE)).isEqualTo(numbers("20", "26", "29"));
        assertThat(result.subjects()).isEqualTo(3);
        assertThat(result.table().id()).startsWith("cut-");
        assertThat(result.warnings().stream().map(CutTableWarnings.Warning::detail))
                .containsExactly(
                        "Nobody of the population is in the bin 3 of account.lifetimeValue.",
                        "1 subject is without a value of account.lifetimeValue and left out.",
                        "1 subject is valued in another currency than USD and left out.");
    }

    @Test
    void ofCsv_metricOfOneSubjectTwice_isAProblem() {
        BadPopulationException bad = catchThrowableOfType(
                BadPopulationException.class,
                () -> csv("id,employees\na,5\na,6\nb,x\n", parameters("account.employees", null, CutMethod.QUANTILE7)));

        assertThat(bad.problems().stream().map(PopulationProblem::toString))
                .containsExactly(
                        "line 3: The subject \"a\" is there already.",
                        "line 4: \"x\" is no number; write a number like 1234.50, without separators and signs.");
    }

    // Only what a person did within thirty days counts: a twice, 1 and 5 days ago; b once, 3 days ago.
    @Test
    void ofCsv_engagementWithinALookBack_countsSignals() throws Exception {
        Definition definition = new Definition("engagement", "per-purchase", "30d");

        CutTableComputation.Result result =
                csv("""
                customer_id,date,type,amount
                a,2026-05-14,page.viewed,
                a,2026-05-10,email.clicked,
                a,2026-05-11,purchase,10
                a,2026-05-12,purchase,20
                a,2026-04-15,purchase,1000
                b,2026-05-12,page.viewed,
                b,2026-05-14,email.unsubscribed,
                c,2026-04-15,page.viewed,
                d,2026-05-11,purchase,10
                """, parameters(CutTable.RFM, definition, CutMethod.MIN_RANK_EQUAL_WIDTH));

        assertThat(result.subjects()).isEqualTo(2);
        assertThat(result.events()).isEqualTo(3);
        assertThat(result.table().cuts())
                .isEqualTo(CutTable.cuts(
                        numbers("1", "1", "1", "1"), numbers("1", "1", "1", "1"), numbers("15", "15", "15", "15")));
    }

    @Test
    void ofCsv_foreignPurchase_leavesItsCustomerOut() throws Exception {
        CutTableComputation.Result result = csv("""
                customer_id,date,amount,currency
                a,2026-05-14,1,USD
                a,2026-05-13,1,EUR
                b,2026-05-13,2,
                """);

        assertThat(result.subjects()).isEqualTo(1);
        assertThat(result.warnings())
                .contains(new CutTableWarnings.Warning(
                        "foreign-currency", "1 customer bought in another currency than USD and is left out."));
    }

    @Test
    void ofCsv_fixedCuts_areKeptAndTheirBinsCounted() throws Exception {
        CutTableParameters fixed = new CutTableParameters(
                PARAMETERS.asOf(),
                "account.employees",
                null,
                CutMethod.FIXED,
                List.of(),
                Map.of(CutMeasure.VALUE, numbers("10", "50")),
                null,
                null,
                500);

        CutTableComputation.Result result = csv("id,employees\na,10\nb,49\n", fixed);

        assertThat(result.table().cutsOf(CutMeasure.VALUE)).isEqualTo(numbers("10", "50"));
        assertThat(result.table().emptyBins()).isEqualTo(Map.of(CutMeasure.VALUE, List.of(1, 3)));
        assertThat(csv("id,employees\n", fixed).table().emptyBins()).isEmpty();
    }
}
