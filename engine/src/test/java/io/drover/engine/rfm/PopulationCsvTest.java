package io.drover.engine.rfm;

import static io.drover.engine.rfm.Populations.OPTIONS;
import static io.drover.engine.rfm.Populations.PARAMETERS;
import static io.drover.engine.rfm.Populations.bytes;
import static io.drover.engine.rfm.Populations.csv;
import static io.drover.engine.rfm.Populations.numbers;
import static io.drover.engine.rfm.Populations.parameters;
import static io.drover.engine.rfm.Populations.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutMethod;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How populations are read from CSV files, and what is said of bad ones. */
class PopulationCsvTest {

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
        assertThat(problems(bytes("""
                customer_id,date,amount,currency,status
                a,14.05.2026,1,,
                ,2026-05-14,1,,
                a,2026-05-14,"1,000",,

                a,,12,EUR,lost
                a,2026-05-14,1
                a,2026-05-14,1e999999999,,
                """)))
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
        assertThat(problems(bytes("")))
                .containsExactly("line 1: The file is empty; the first line must name the columns.");
        assertThat(problems(bytes("customer_id;date;amount\n")))
                .hasSize(3)
                .allMatch(problem -> problem.endsWith("Columns are separated by commas."));
        assertThat(problems(bytes("customer_id,date,amount\na,\"2026-05-14\"x,1\n")))
                .containsExactly("line 2: From here on the file is not CSV; check the quotes around values.");
        assertThat(problems(bytes("customer_id,date,amount\n")))
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
    void ofCsv_linesOfOtherTypes_areNoPurchases() throws Exception {
        CutTableComputation.Result result = csv("""
                customer_id,date,amount,type
                a,2026-05-01,10,purchase
                c,2026-05-01,10,
                a,2026-05-02,,page.viewed
                b,2026-05-03,,email.opened
                """);

        assertThat(result.subjects()).isEqualTo(2);
        assertThat(result.events()).isEqualTo(2);
        assertThat(result.warnings())
                .contains(new CutTableWarnings.Warning(
                        "left-out", "2 lines are of another type than purchase and left out."));
    }

    @Test
    void ofCsv_valueWithoutCurrency_isOfTheDefaultOne() throws Exception {
        CutTableParameters parameters = parameters("account.lifetimeValue", null, CutMethod.QUANTILE7);

        CutTableComputation.Result result = csv("id,lifetimeValue,currency\na,10,\nb,20,EUR\n", parameters);

        assertThat(result.table().cutsOf(CutMeasure.VALUE)).isEqualTo(numbers("10", "10", "10"));
        assertThat(result.warnings()).extracting(CutTableWarnings.Warning::code).contains("foreign-currency");
    }

    @Test
    void ofCsv_columnTwice_isNamed() {
        assertThat(problems(bytes("customer_id,date,amount,Amount,,\n")))
                .containsExactly("line 1: There is more than one column named Amount; remove one.");
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

    private static final String HEADER = "customer_id,date,amount\n";

    @Test
    void ofCsv_quoteIsNotClosed_endsAndNamesTheLineWhereItBegan() throws Exception {
        LongText file =
                new LongText(HEADER + "a,2026-05-14,1\nb,\"2026-05-14,2\n", "c,2026-05-14,3\n", 300_000_000, "");

        assertThat(problems(file))
                .containsExactly(
                        "line 3: What begins in this line is longer than 1 MiB; look for a quote that is not closed,"
                                + " and write one that belongs to a value twice.");
        assertThat(file.taken()).isLessThan(2 << 20);
    }

    @Test
    void ofCsv_endlessHeader_isNamed() {
        assertThat(problems(new LongText("customer_id", ",x", 300_000_000, "")))
                .singleElement()
                .asString()
                .startsWith("line 1: What begins in this line is longer than 1 MiB;");
    }

    @Test
    void ofCsv_longValues_areReadAndShownInPart() {
        String value = "x".repeat(1_000_000);

        assertThat(problems(bytes(HEADER + "a," + value + ",1\n" + value + ",2026-05-14,1\n")))
                .containsExactly("line 2: \"" + "x".repeat(60)
                        + "…\" is no date; write it like 2026-01-31, or with a time like" + " 2026-01-31T12:00:00Z.");
        assertThat(problems(bytes(value + "\n"))).hasSize(3).allMatch(problem -> problem.length() < 200);
    }
}
