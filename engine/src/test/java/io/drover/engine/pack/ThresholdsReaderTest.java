package io.drover.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdsReaderTest {

    private static final String HEADER = "name,type,value,unit,min,max,description,owner,source,assumption\n";

    private final List<PackProblem> problems = new ArrayList<>();

    @Test
    void read_everyType_itsValue() {
        Map<String, Threshold> thresholds = read(HEADER + """
                a.integer,integer,-5,views,-10,10,"how many, at least",sales,a study,false
                a.decimal,decimal,0.20,,0,1,,,,TRUE
                a-duration,Duration,7d,,24h,90d,,,,
                text,text,"He said ""no"" twice",,,,,,,
                list,list,SaaS | Software|a.b,,,,,,,
                """);

        assertThat(problems).isEmpty();
        assertThat(thresholds).containsOnlyKeys("a.integer", "a.decimal", "a-duration", "text", "list");
        assertThat(thresholds.values())
                .extracting(Threshold::value)
                .containsExactly(
                        -5, new BigDecimal("0.20"), "7d", "He said \"no\" twice", List.of("SaaS", "Software", "a.b"));
        assertThat(thresholds.get("a.integer"))
                .isEqualTo(new Threshold(
                        "a.integer",
                        Threshold.Type.INTEGER,
                        -5,
                        -10,
                        10,
                        "views",
                        "how many, at least",
                        "sales",
                        "a study",
                        false,
                        Place.inTable("thresholds.csv", 2, 1)));
        assertThat(thresholds.get("a.decimal"))
                .extracting(Threshold::assumption)
                .isEqualTo(true);
    }

    @Test
    void read_windowsLinesEmptyRowsAndOtherOrder_same() {
        Map<String, Threshold> thresholds =
                read("\r\nvalue , type,  name,\r\n,,,\r\n  200 ,integer,\"size.min\" ,\r\n\r\n5, integer, size.max,");

        assertThat(problems).isEmpty();
        assertThat(thresholds).containsOnlyKeys("size.min", "size.max");
        assertThat(thresholds.get("size.min"))
                .extracting(Threshold::value, Threshold::place)
                .containsExactly(200, Place.inTable("thresholds.csv", 4, 3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '^', textBlock = """
                    b,integer,1.5,,,,,,,                ^ C3
                    b,integer,2147483648,,,,,,,         ^ C3
                    b,integer,1e3,,,,,,,                ^ C3
                    b,integer,,,,,,,,                   ^ C3
                    b,decimal,1.,,,,,,,                 ^ C3
                    b,decimal,NaN,,,,,,,                ^ C3
                    b,duration,7,,,,,,,                 ^ C3
                    b,duration,-7d,,,,,,,               ^ C3
                    b,list,a||b,,,,,,,                  ^ C3
                    b,list,a|b|a,,,,,,,                 ^ C3
                    b,integer,5,,6,,,,,                 ^ C3
                    b,integer,5,,,4,,,,                 ^ C3
                    b,duration,48h,,,1d,,,,             ^ C3
                    b,integer,5,,x,,,,,                 ^ E3
                    b,duration,5d,,,9,,,,               ^ F3
                    b,text,x,,1,,,,,                    ^ E3
                    b,number,5,,,,,,,                   ^ B3
                    b,,5,,,,,,,                         ^ B3
                    B,integer,5,,,,,,,                  ^ A3
                    b_c,integer,5,,,,,,,                ^ A3
                    b..c,integer,5,,,,,,,               ^ A3
                    ,integer,5,,,,,,,                   ^ A3
                    a.b,integer,5,,,,,,,                ^ A3
                    a-b,integer,5,,,,,,,                ^ A3
                    b,integer,5,,,,,,,yes               ^ J3
                    """)
    void read_badRow_reportedAtItsCellAndLeftOut(String row, String cell) {
        Map<String, Threshold> thresholds = read(HEADER + "a.b,integer,1,,,,,,,\n" + row + "\nz,integer,2,,,,,,,\n");

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("bad-threshold");
            assertThat(problem.place()).isEqualTo(new Place("thresholds.csv", 3, null, cell));
            assertThat(problem.message()).matches("[A-Z\"].*\\.");
            assertThat(problem.remedy()).endsWith(".");
        });
        assertThat(thresholds).containsOnlyKeys("a.b", "z");
    }

    @Test
    void read_severalBadCells_allReported() {
        read(HEADER + "B,integer,x,,,,,,,maybe\n");

        assertThat(problems).extracting(PackProblem::cell).containsExactly("A2", "C2", "J2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '^', textBlock = """
                    name,type,value,vlaue     ^ unknown-column
                    name,type,value,unit,unit ^ duplicate-column
                    name,type                 ^ missing-column
                    name;type;value           ^ bad-csv
                    """)
    void read_badHeader_reportedAtLineOne(String header, String code) {
        read(header + "\na,integer,1\n");

        assertThat(problems).extracting(PackProblem::code, PackProblem::line).containsExactly(tuple(code, 1));
    }

    @Test
    void read_moreCellsThanColumns_reportedAtTheFirst() {
        assertThat(read("name,type,value\na,text,b, c\n")).isEmpty();
        assertThat(problems).extracting(PackProblem::code, PackProblem::cell).containsExactly(tuple("bad-csv", "D2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"b,text,\"open\n", "b,text,\"closed\" and more\n"})
    void read_badQuotes_rowsBeforeAreRead(String row) {
        assertThat(read("name,type,value\na,text,x\n" + row)).containsOnlyKeys("a");
        assertThat(problems).extracting(PackProblem::code, PackProblem::line).containsExactly(tuple("bad-csv", 3));
    }

    @Test
    void read_empty_nothing() {
        assertThat(read("")).isEmpty();
        assertThat(read("\n\n")).isEmpty();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"integer,1,10000", "text,a,10000", "duration,1d,10000", "decimal,1.5,4615", "list,a|b,1666"})
    void read_moreThanThereIsRoomFor_saidAtTheFirst(String type, String value, int most) {
        String row = "," + type + "," + value + ",,,,,,,\n";

        assertThat(read(HEADER + rows(most, row))).hasSize(most);
        assertThat(problems).isEmpty();

        read(HEADER + rows(most + 2, row));
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(most + 2);
            assertThat(problem.message()).contains("more thresholds than one pack has room for");
        });
    }

    private static String rows(int count, String rest) {
        return IntStream.range(0, count).mapToObj(i -> "n" + i + rest).collect(Collectors.joining());
    }

    private Map<String, Threshold> read(String text) {
        return ThresholdsReader.read(text, problems::add).thresholds();
    }
}
