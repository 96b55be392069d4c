package io.drover.engine.rfm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutMethod;
import io.drover.model.decision.CutTable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutTableReaderTest {

    private static final CutTable TABLE = CutTableWriter.identified(new CutTable(
            "",
            CutTable.RFM,
            CutTable.Definition.TOTAL_OF_PURCHASES,
            CutMethod.QUANTILE7_PLUS1,
            CutTable.FIFTHS,
            CutTable.cuts(
                    numbers("115", "181", "297.4", "482"),
                    numbers("4", "5", "6", "8"),
                    numbers("255.8", "382", "506.4", "666")),
            995,
            Instant.parse("2006-12-31T00:00:00Z"),
            "USD",
            null,
            Map.of(),
            CutTable.LEAST_POPULATION));

    private static List<BigDecimal> numbers(String... numbers) {
        return Stream.of(numbers).map(BigDecimal::new).toList();
    }

    private static CutTable read(String json) throws BadCutTableException {
        return CutTableReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static BadCutTableException refusal(String json) {
        return catchThrowableOfType(BadCutTableException.class, () -> read(json));
    }

    @Test
    void write_table_isReadBackEqual() throws Exception {
        assertThat(read(CutTableWriter.write(TABLE))).isEqualTo(TABLE);
    }

    @Test
    void write_table_isJsonForPeople() {
        assertThat(CutTableWriter.write(TABLE)).isEqualTo("""
                {
                  "id": "%s",
                  "metric": "rfm",
                  "definition": {
                    "events": "purchases",
                    "monetary": "total",
                    "lookBack": null
                  },
                  "method": "quantile7-plus1",
                  "probabilities": [0.2, 0.4, 0.6, 0.8],
                  "cuts": {
                    "recency": [115, 181, 297.4, 482],
                    "frequency": [4, 5, 6, 8],
                    "monetary": [255.8, 382, 506.4, 666]
                  },
                  "population": 995,
                  "computedAt": "2006-12-31T00:00:00Z",
                  "currency": "USD"
                }
                """.formatted(TABLE.id()));
    }

    @Test
    void contentId_equalNumbersWrittenDifferently_isTheSame() throws Exception {
        String json = CutTableWriter.write(TABLE).replace("482", "4.820e2").replace("[4, 5", "[4.0,5.00");

        assertThat(read(json)).isEqualTo(TABLE);
        assertThat(TABLE.id()).matches("rfm-[0-9a-f]{16}");
    }

    @Test
    void read_contentChanged_namesTheIdItWouldHave() {
        BadCutTableException refusal = refusal(CutTableWriter.write(TABLE).replace("297.4", "297.5"));

        assertThat(refusal.getMessage()).contains(TABLE.id()).contains("this content has the id \"rfm-");
        assertThat(refusal.faults().get(0).line()).isEqualTo(2);
        assertThat(refusal.faults().get(0).column()).isEqualTo(9);
    }

    @Test
    void read_fixedCutsWithEqualOnes_isRead() throws Exception {
        CutTable fixed = CutTableWriter.identified(new CutTable(
                "",
                CutTable.RFM,
                new CutTable.Definition("engagement", "per-purchase", "365d"),
                CutMethod.FIXED,
                List.of(),
                CutTable.cuts(
                        numbers("30", "60", "90", "180"), numbers("2", "2", "3", "5"), numbers("0", "0", "0", "1")),
                0,
                Instant.parse("2026-01-01T00:00:00Z"),
                "EUR",
                "agreed with finance",
                Map.of(CutMeasure.FREQUENCY, List.of(2, 5)),
                100));

        assertThat(read(CutTableWriter.write(fixed))).isEqualTo(fixed);
        assertThat(fixed.hasSmallPopulation()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "population"       | "poplation"      | The field "poplation" is unknown.
                    "metric": "rfm",   | ``               | The field "metric" is missing.
                    "rfm",             | "metal",         | "metric" cannot be "metal".
                    quantile7-plus1    | quantile8        | "method" cannot be "quantile8".
                    quantile7-plus1    | min-rank-equal-width | The probabilities do not belong to the method min-rank-equal-width.
                    quantile7-plus1    | fixed            | The probabilities do not belong to the method fixed.
                    0.2                | 0.25             | The probabilities do not belong to the method quantile7-plus1.
                    115, 181           | 181, 115         | The cuts of recency do not ascend: 115 comes after 181.
                    115, 181           | 115              | There must be four cuts of recency, but there are 3.
                    181                | "181"            | "recency" must be a list of numbers.
                    181                | 1e999999999      | "recency" must be a list of numbers.
                    181                | 1e2147483648     | "recency" must be a list of numbers.
                    181                | 1e-2147483648    | "recency" must be a list of numbers.
                    181                | 1e99999999999999999999 | "recency" must be a list of numbers.
                    995                | 1e99999999999999999999 | "population" must be a whole number, 0 or more.
                    [4, 5, 6, 8]       | 4                | "frequency" must be a list of numbers.
                    995                | 995.5            | "population" must be a whole number, 0 or more.
                    995                | 0                | The cuts were computed over nobody.
                    2006-12-31T00:00:00Z | 31.12.2006     | "computedAt" must be an instant such as 2026-01-31T00:00:00Z.
                    USD                | dollars          | The currency is no ISO 4217 code.
                    purchases          | signals          | "events" cannot be "signals".
                    total              | average          | "monetary" cannot be "average".
                    "lookBack": null   | "lookBack": "1y" | The look-back is no duration.
                    "lookBack": null   | "lookBack": "0d" | The look-back is no duration.
                    "lookBack": null   | "lookback": "7d" | The field "lookback" is unknown.
                    """)
    void read_somethingWrong_isRefusedInASentence(String right, String wrong, String message) {
        BadCutTableException refusal = refusal(CutTableWriter.write(TABLE).replaceFirst(right(right), wrong));

        assertThat(refusal).hasMessage(message);
        assertThat(refusal.faults().get(0).remedy())
                .endsWith(refusal.faults().get(0).remedy().startsWith("Did you mean") ? "?" : ".");
    }

    private static String right(String text) {
        return Pattern.quote(text);
    }

    @Test
    void read_unknownField_suggestsTheNearest() {
        BadCutTableException refusal = refusal(CutTableWriter.write(TABLE).replace("\"currency\"", "\"curency\""));

        assertThat(refusal.faults().get(0).remedy()).isEqualTo("Did you mean \"currency\"?");
        assertThat(refusal.faults().get(0).line()).isEqualTo(18);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"id": "a", "id": "b"}  | 1
                    {"id": "a",             | 1
                    {"id": oops}            | 1
                    `{`                     | 1
                    """)
    void read_noJson_isRefusedWithItsPlace(String json, int line) {
        BadCutTableException refusal = refusal(json);

        assertThat(refusal.getMessage()).startsWith("The file is not JSON");
        assertThat(refusal.faults().get(0).line()).isEqualTo(line);
    }

    @Test
    void read_notOneObject_isRefused() {
        assertThatThrownBy(() -> read("")).hasMessage("A cut table is one JSON object.");
        assertThatThrownBy(() -> read("[]")).hasMessage("A cut table is one JSON object.");
        assertThatThrownBy(() -> read("null")).hasMessage("A cut table is one JSON object.");
        assertThatThrownBy(() -> read("{} {}")).hasMessage("A cut table is one JSON object.");
        assertThat(refusal("\"\u00e9").faults().get(0).line()).isEqualTo(1);
        assertThatThrownBy(() -> CutTableReader.read(new byte[] {'{', '"', (byte) 0xc3, 0x28}))
                .isInstanceOf(BadCutTableException.class);
    }
}
