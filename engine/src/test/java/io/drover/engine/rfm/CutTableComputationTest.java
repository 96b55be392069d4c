package io.drover.engine.rfm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutMethod;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.CutTable.Definition;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CutTableComputationTest {

    private static final CutTableParameters PARAMETERS =
            CutTableParameters.published(Instant.parse("2026-05-15T00:00:00Z"), "USD");
    private static final CutTableComputation.FileOptions OPTIONS =
            CutTableComputation.FileOptions.of(CutTableComputation.Columns.defaults(PARAMETERS));

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static CutTableComputation.Result csv(String text) throws Exception {
        return CutTableComputation.ofCsv(bytes(text), PARAMETERS, OPTIONS, line -> {});
    }

    private static List<String> problems(String text) {
        BadPopulationException bad = catchThrowableOfType(BadPopulationException.class, () -> csv(text));
        return bad.problems().stream().map(PopulationProblem::toString).toList();
    }

    private static List<BigDecimal> numbers(String... numbers) {
        return Stream.of(numbers).map(BigDecimal::new).toList();
    }

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

    @Test
    void ofCsv_asSpreadsheetsWriteIt_isRead() throws Exception {
        String csv = """
                \uFEFF"Customer_ID" ,Note,"Date",Amount,Currency,Status
                "a, b","two
                lines",2026-05-14,1,USD,completed
                c,,2026-05-14,1,,refunded
                """.replace("\n", "\r\n");

        CutTableComputation.Result result = csv(csv);

        assertThat(result.subjects()).isEqualTo(1);
        assertThat(result.warnings())
                .contains(
                        new CutTableWarnings.Warning("left-out", "1 purchase is refunded or cancelled and left out."));
    }

    @Test
    void ofCsv_otherColumnNames_areUsed() throws Exception {
        CutTableComputation.Columns columns =
                new CutTableComputation.Columns(List.of("kunde"), List.of("datum"), List.of("betrag"));

        CutTableComputation.Result result = CutTableComputation.ofCsv(
                bytes("datum,kunde,betrag\n2026-05-14,a,1\n"),
                PARAMETERS,
                CutTableComputation.FileOptions.of(columns),
                line -> {});

        assertThat(result.subjects()).isEqualTo(1);
    }

    @Test
    void ofCsv_badRows_areAllNamedByLine() {
        assertThat(problems("""
                customer_id,date,amount,currency,status
                a,14.05.2026,1,,
                ,2026-05-14,1,,
                a,2026-05-14,"1,000",,

                a,,12,EUR,lost
                a,2026-05-14,1
                a,2026-05-14,1e999999999,,
                """))
                .containsExactly(
                        "line 2: \"14.05.2026\" is no date; write it like 2026-01-31, or with a time like"
                                + " 2026-01-31T12:00:00Z.",
                        "line 3: The customer's id is missing.",
                        "line 4: \"1,000\" is no amount; write a number like 1234.50, without separators and signs.",
                        "line 6: The date is missing.",
                        "line 6: The status \"lost\" is none of completed, refunded, cancelled.",
                        "line 7: The line has 3 values, but the header names 5 columns.",
                        "line 8: \"1e999999999\" is no amount; write a number like 1234.50, without separators and signs.");
    }

    @Test
    void ofCsv_badFile_isNamed() {
        assertThat(problems("")).containsExactly("line 1: The file is empty; the first line must name the columns.");
        assertThat(problems("customer_id;date;amount\n"))
                .hasSize(3)
                .allMatch(problem -> problem.endsWith("Columns are separated by commas."));
        assertThat(problems("customer_id,date,amount\na,\"2026-05-14\"x,1\n"))
                .containsExactly("line 2: From here on the file is not CSV; check the quotes around values.");
        assertThat(problems("customer_id,date,amount\n"))
                .containsExactly("line 1: The population has no completed purchase up to 2026-05-15T00:00:00Z:"
                        + " there is nothing to compute.");
    }

    @Test
    void ofCsv_notUtf8_isNamed() {
        byte[] latin = "customer_id,date,amount\nm\u00fcller,2026-05-14,1\n".getBytes(StandardCharsets.ISO_8859_1);

        BadPopulationException bad = catchThrowableOfType(
                BadPopulationException.class,
                () -> CutTableComputation.ofCsv(new ByteArrayInputStream(latin), PARAMETERS, OPTIONS, line -> {}));

        assertThat(bad.problems()).singleElement().asString().contains("not text in UTF-8");
    }

    @Test
    void ofCsv_manyProblems_endsAtTheLimit() {
        BadPopulationException bad = catchThrowableOfType(
                BadPopulationException.class, () -> csv("customer_id,date,amount\n" + ",,\n".repeat(80)));

        assertThat(bad.problems()).hasSize(100);
        assertThat(bad).hasMessage("The file has more than 100 problems; it was not read to the end.");
    }

    @Test
    void ofCsv_manyLines_tellsProgress() throws Exception {
        List<Long> told = new ArrayList<>();
        CutTableComputation.FileOptions often = new CutTableComputation.FileOptions(OPTIONS.columns(), 10, 100);

        CutTableComputation.Result result = CutTableComputation.ofCsv(
                bytes("customer_id,date,amount\n" + "a,2026-05-14,1\n".repeat(30)), PARAMETERS, often, told::add);

        assertThat(told).containsExactly(10L, 20L, 30L);
        assertThat(result.events()).isEqualTo(30);
    }

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
                                """), PARAMETERS, OPTIONS, line -> {}));

        assertThat(bad.problems().stream().map(PopulationProblem::line)).containsExactly(1L, 2L, 3L, 4L, 4L);
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

    private static CutTableParameters parameters(String metric, @Nullable Definition definition, CutMethod method) {
        boolean isRfm = metric.equals(CutTable.RFM);
        return new CutTableParameters(
                PARAMETERS.asOf(),
                metric,
                definition,
                method,
                isRfm ? CutTable.FIFTHS : numbers("0.5", "0.8", "0.95"),
                Map.of(),
                CutTableParameters.isOfMoney(metric) ? "USD" : null,
                null,
                1);
    }

    private static CutTableComputation.Result csv(String text, CutTableParameters parameters) throws Exception {
        return CutTableComputation.ofCsv(
                bytes(text),
                parameters,
                CutTableComputation.FileOptions.of(CutTableComputation.Columns.defaults(parameters)),
                line -> {});
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

    @Test
    void ofRequests_metric_isReadAtItsPlace() throws Exception {
        CutTableParameters parameters = parameters("account.attributes.health", null, CutMethod.QUANTILE7);

        CutTableComputation.Result result = CutTableComputation.ofRequests(
                bytes("""
                        {"account": {"id": "a", "attributes": {"health": 10}}}
                        {"account": {"id": "b", "attributes": {"health": 20.5}}}
                        {"account": {"id": "c"}}
                        {"account": {"id": "d", "attributes": {"health": "30"}}}
                        """),
                parameters,
                CutTableComputation.FileOptions.of(CutTableComputation.Columns.defaults(parameters)),
                line -> {});

        assertThat(result.table().cutsOf(CutMeasure.VALUE)).isEqualTo(numbers("15.25", "18.4", "19.975"));
        assertThat(result.warnings())
                .contains(new CutTableWarnings.Warning(
                        "left-out", "2 subjects are without a value of account.attributes.health and left out."));
    }

    @Test
    void ofRequests_fieldThatIsNoNumber_isAProblem() {
        CutTableParameters parameters = parameters("account.acv", null, CutMethod.QUANTILE7);

        BadPopulationException bad = catchThrowableOfType(
                BadPopulationException.class,
                () -> CutTableComputation.ofRequests(
                        bytes("{\"account\": {\"id\": \"a\", \"acv\": \"30\"}}\n"),
                        parameters,
                        CutTableComputation.FileOptions.of(CutTableComputation.Columns.defaults(parameters)),
                        line -> {}));

        assertThat(bad.problems().stream().map(PopulationProblem::toString))
                .containsExactly("line 1: The field \"account.acv\" must be a number.");
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
