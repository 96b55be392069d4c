package io.drover.engine.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.spreadsheet.TestWorkbook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drools.decisiontable.InputType;
import org.drools.decisiontable.SpreadsheetCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tables stand for is what Drools' own compiler makes of them, wherever they are accepted here. */
class TablesLikeDroolsTest {

    private static final Path RULES = Path.of("..", "rules");

    private final List<PackProblem> problems = new ArrayList<>();

    static List<Path> referenceTables() throws IOException {
        try (Stream<Path> files = Files.walk(RULES, 2)) {
            return files.filter(file -> file.toString().matches(".*\\.drl\\.(csv|xlsx)"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("referenceTables")
    void read_referenceTable_sameRules(Path table) throws IOException {
        byte[] bytes = Files.readAllBytes(table);
        String ours = table.toString().endsWith(".csv") ? csv(new String(bytes, UTF_8)) : workbook(bytes);

        assertThat(problems).isEmpty();
        assertThat(ours).isEqualTo(drools(bytes, table.toString().endsWith(".csv") ? InputType.CSV : InputType.XLS));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void read_generatedTables_sameRulesFromCsvAndWorkbook(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            String table = new Generated(random).csv();
            byte[] dotted = TestWorkbook.of("Rules", table).bytes();
            byte[] merged = TestWorkbook.of("Rules", table).withMergedPatterns().bytes();

            String ours = csv(table);

            assertThat(problems).as(table).isEmpty();
            assertThat(ours).as(table).isEqualTo(drools(table.getBytes(UTF_8), InputType.CSV));
            assertThat(workbook(dotted)).as(table).isEqualTo(ours);
            assertThat(workbook(merged)).as(table).isEqualTo(ours).isEqualTo(drools(merged, InputType.XLS));
        }
    }

    @Test
    void read_mergedPatterns_sameRules() {
        String table = """
                RuleSet,example
                Import,"io.drover.model.fact.RfmScore, io.drover.model.fact.Contact, io.drover.model.conclusion.InSegment"
                ,RuleTable merged
                ,NAME,CONDITION,CONDITION,CONDITION,CONDITION,CONDITION,ACTION
                ,,RfmScore,,RfmScore,,Contact,
                ,,r >= $param,r <= $param,f >= $param,f <= $param,title $param,"insertLogical( new InSegment(""$param"") );"
                ,name,from,to,from,to,title,segment
                note,a.one,1,5,,5,!= null,x
                ,a.two,,2,3,4,,y
                """;
        byte[] workbook = TestWorkbook.of("Rules", table)
                .merge("B3:H3")
                .merge("C5:D5")
                .merge("E5:F5")
                .merge("C7:D7")
                .bytes();

        String ours = workbook(workbook);

        assertThat(problems).isEmpty();
        assertThat(ours)
                .isEqualTo(drools(workbook, InputType.XLS))
                .contains("RfmScore(r>=1,r<=5)RfmScore(f<=5)")
                .contains("RfmScore(r<=2)RfmScore(f>=3,f<=4)");
    }

    private String csv(String text) {
        return bare(DecisionTable.ofCsv("t.drl.csv", text, problems::add)
                .map(RuleFile::drl)
                .orElse(""));
    }

    private String workbook(byte[] bytes) {
        return bare(DecisionTable.ofWorkbook("t.drl.xlsx", bytes, problems::add)
                .map(RuleFile::drl)
                .orElse(""));
    }

    private static String drools(byte[] table, InputType type) {
        return bare(new SpreadsheetCompiler().compile(new ByteArrayInputStream(table), type));
    }

    /** Rule text without comments and blanks. */
    private static String bare(String drl) {
        return drl.replaceAll("//.*", "").replaceAll("\\s+", "");
    }

    /** A table made up, sound, and without what Drools passes over silently: rows that are empty. */
    private static final class Generated {

        private static final List<String> TEXTS =
                List.of("SaaS", "Can't Lose Them", "a|b c", "x, y", "5", "2.5", "true");
        private static final List<String> LITERALS = List.of("1", "2", "2.5", "-3", "true", "null", "T.HIGH", "0.1");

        private final Random random;
        private final List<List<String>> head = new ArrayList<>();
        private final List<String> kinds = new ArrayList<>();

        Generated(Random random) {
            this.random = random;
            IntStream.range(0, 4).forEach(row -> head.add(new ArrayList<>()));
            column("NAME", "", "", "name");
            if (random.nextBoolean()) {
                column("METADATA", "", "says(\"$param\")", "text");
            }
            if (random.nextInt(4) == 0) {
                column("DESCRIPTION", "", "", "description");
            }
            int conditions = 1 + random.nextInt(4);
            for (int i = 0; i < conditions; i++) {
                conditions();
            }
            column("ACTION", "", "insertLogical( new InSegment(\"$param\") );", "segment");
        }

        /** Some columns about one fact, which share its pattern if there are several. */
        private void conditions() {
            String pattern = one(List.of("Account", "$contact : Contact", "RfmScore"));
            int shared = random.nextInt(4);
            for (int i = 0; i < Math.max(1, shared); i++) {
                boolean text = random.nextBoolean();
                String code = text
                        ? one(List.of("industry == \"$param\"", "titleHas(\"$param\")", "name == '$param'"))
                        : one(List.of("r >= $param", "f == $param", "flag == $param"));
                String own = shared == 0 ? pattern : pattern + "...";
                column("CONDITION", own, code, code.contains("'") ? "quoted" : text ? "text" : "literal");
            }
            if (shared > 0) { // else what follows would share the pattern too
                column("CONDITION", "Account", "id != null, name == \"$param\"", "text");
            }
        }

        private void column(String keyword, String pattern, String code, String kind) {
            head.get(0)
                    .add(
                            random.nextInt(4) == 0
                                    ? keyword.substring(0, 1).replace("M", "@").replace("D", "I")
                                    : keyword);
            head.get(1).add(pattern);
            head.get(2).add(code);
            head.get(3).add(kind);
            kinds.add(kind);
        }

        String csv() {
            List<List<String>> rows = new ArrayList<>(List.of(
                    List.of("RuleSet", "example"),
                    List.of("Import", "io.drover.model.fact.Account, io.drover.model.fact.Contact"),
                    List.of("Notes", "made up"),
                    List.of()));
            int tables = 1 + random.nextInt(2);
            for (int table = 0; table < tables; table++) {
                rows.add(List.of("RuleTable t" + table));
                rows.addAll(head);
                int rules = 1 + random.nextInt(6);
                for (int rule = 0; rule < rules; rule++) {
                    String name = "t" + table + ".rule-" + rule;
                    rows.add(kinds.stream().map(kind -> cell(kind, name)).toList());
                }
            }
            return rows.stream().map(this::line).collect(Collectors.joining());
        }

        private String cell(String kind, String name) {
            return switch (kind) {
                case "name" -> name;
                case "description" -> "what it is for";
                case "literal" -> random.nextInt(3) == 0 ? "" : one(LITERALS);
                case "quoted" -> random.nextInt(3) == 0 ? "" : "plain";
                case "segment" -> one(TEXTS);
                default -> random.nextInt(4) == 0 ? "" : one(TEXTS);
            };
        }

        private String line(List<String> cells) {
            List<String> padded = new ArrayList<>(cells);
            padded.addAll(Collections.nCopies(random.nextInt(3), ""));
            return padded.stream()
                            .map(cell -> cell.matches(".*[\",].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell)
                            .collect(Collectors.joining(","))
                    + "\n";
        }

        private String one(List<String> of) {
            return of.get(random.nextInt(of.size()));
        }
    }
}
