package io.drover.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.drover.engine.spreadsheet.TestWorkbook;
import io.drover.model.conclusion.Candidate;
import io.drover.model.fact.Contact;
import io.drover.model.fact.RfmScore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.drools.decisiontable.InputType;
import org.drools.decisiontable.SpreadsheetCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTableTest {

    private static final String PERSONA = "persona.drl.csv";
    private static final String SEGMENT = "rfm-segment.drl.csv";

    private final List<PackProblem> problems = new ArrayList<>();

    @Test
    void read_persona_everyLineKnowsItsCell() throws IOException {
        RuleFile file = read(PERSONA, text(PERSONA));

        assertThat(problems).isEmpty();
        assertThat(linesWithPlaces(file))
                .startsWith("B1 package example;", "- //generated from Decision Table")
                .containsSequence(
                        "A11 rule \"persona.finance-executive-by-rank\"",
                        "B11 @says(\"the title is a leading one in finance\")",
                        "A11 when",
                        "C11 $contact : Contact(titleHas(\"finance|financial\"),",
                        "D11 titleHas(\"chief|vp|vice president|head|director\"))",
                        "A11 then",
                        "E11 insertLogical( new Candidate(\"persona\", \"finance-executive\").contact( $contact.id() ) );",
                        "A11 end");
        assertThat(file.place(-1, 1)).isEqualTo(Place.whole(PERSONA));
        assertThat(file.place(1_000, 1)).isEqualTo(Place.whole(PERSONA));
    }

    @Test
    void written_codePatternAndCell_headForWhatAllRowsShare() throws IOException {
        RuleFile file = read(PERSONA, text(PERSONA));
        List<String> lines = file.drl().lines().toList();
        int line = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).contains("titleHas(\"marketing\")"))
                .findFirst()
                .orElseThrow();
        String text = lines.get(line);

        assertThat(List.of("Contact", "titleHas", "\"marketing", ")"))
                .extracting(
                        part -> file.written(line + 1, text.indexOf(part) + 1).cell())
                .containsExactly("C7", "C8", "C12", "C8");
    }

    @ParameterizedTest
    @ValueSource(strings = {PERSONA, SEGMENT})
    void read_soundTable_sameRulesAsDroolsMakes(String name) throws IOException {
        byte[] bytes = text(name).getBytes(StandardCharsets.UTF_8);
        String drools = new SpreadsheetCompiler().compile(new ByteArrayInputStream(bytes), InputType.CSV);

        assertThat(bare(read(name, text(name)).drl())).isEqualTo(bare(drools));
    }

    @Test
    void read_persona_compilesAndConcludes() throws IOException {
        String drl = read(PERSONA, text(PERSONA)).drl();

        assertThat(CompiledRules.conclusions(
                        drl, contact("a", "Vice President, Finance"), contact("b", "Finance clerk")))
                .containsExactly(new Candidate("persona", "finance-executive", "a"));
    }

    @Test
    void read_segments_compileAndConclude() throws IOException {
        String drl = read(SEGMENT, text(SEGMENT)).drl();

        assertThat(CompiledRules.conclusions(drl, scores(5, 5, 5)))
                .containsExactlyInAnyOrder(
                        new Candidate("rfm_segment", "Champions"), new Candidate("rfm_segment", "Potential Loyalist"));
        assertThat(CompiledRules.conclusions(drl, scores(2, 3, 4)))
                .containsExactly(new Candidate("rfm_segment", "Can't Lose Them"));
    }

    @Test
    void read_emptyRowsWindowsLinesAndByteOrderMark_sameRules() throws IOException {
        String text = text(PERSONA);
        String rule = "persona.marketing-manager";

        RuleFile file = read(PERSONA, text.replace(rule, ",,,,\n\n" + rule).replace("\n", "\r\n"));

        assertThat(problems).isEmpty();
        assertThat(bare(file.drl())).isEqualTo(bare(read(PERSONA, text).drl()));
        assertThat(linesWithPlaces(file)).contains("A14 rule \"persona.marketing-manager\"");
    }

    @Test
    void read_secondTable_rulesOfBoth() throws IOException {
        String text = text(SEGMENT);
        String table = text.substring(text.indexOf("RuleTable"));

        RuleFile file = read(SEGMENT, text + "\n" + table.replace("rfm_segment.", "other."));

        assertThat(problems).isEmpty();
        assertThat(linesWithPlaces(file))
                .contains("A10 rule \"rfm_segment.champions\"", "A20 rule \"other.champions\"");
    }

    @Test
    void read_oldLineEndsSpacesThatDoNotBreakAndOneSignOfDots_sameRules() throws IOException {
        String text = text(PERSONA);

        RuleFile file = read(
                PERSONA,
                text.replace("\n", "\r")
                        .replace("Contact...", "Contact\u2026")
                        .replace("NAME,METADATA", "NAME\u00A0,METADATA")
                        .replace("title is", "title\u00A0is"));

        assertThat(problems).isEmpty();
        assertThat(bare(file.drl())).isEqualTo(bare(read(PERSONA, text).drl()));
    }

    @Test
    void readWorkbook_persona_sameRulesAndEveryLineKnowsSheetAndCell() throws IOException {
        RuleFile file = workbook(TestWorkbook.of("Titles 2026", text(PERSONA)));

        assertThat(problems).isEmpty();
        assertThat(bare(file.drl())).isEqualTo(bare(read(PERSONA, text(PERSONA)).drl()));
        assertThat(linesWithPlaces(file))
                .startsWith("'Titles 2026'!B1 package example;")
                .contains("'Titles 2026'!C11 $contact : Contact(titleHas(\"finance|financial\"),");
    }

    @Test
    void readWorkbook_severalSheets_rulesOfAllThatHoldSome() throws IOException {
        String more = text(PERSONA).replace("persona.", "more.");
        TestWorkbook workbook = TestWorkbook.of("Notes", "Condition,Action\nwhat we do,ask Ada\n")
                .sheet("First", text(PERSONA))
                .sheet("Figures", "1,2,3\n")
                .sheet("Second", more);

        RuleFile file = workbook(workbook);

        assertThat(problems).isEmpty();
        assertThat(linesWithPlaces(file))
                .contains("First!A10 rule \"persona.finance-executive-by-office\"")
                .contains("Second!A10 rule \"more.finance-executive-by-office\"");
    }

    @Test
    void readWorkbook_commentsHiddenHeadAndMergedTitle_soundAsTheyAre() {
        TestWorkbook workbook = TestWorkbook.of("S", """
                        ,RuleSet,example
                        ,Import,"io.drover.model.fact.Contact, io.drover.model.conclusion.Candidate"
                        ,Notes,"for people, over several cells"

                        checked,RuleTable people
                        ,NAME,CONDITION,ACTION
                        ,,$contact : Contact,
                        ,,seniority == "$param","insertLogical( new Candidate(""persona"", ""$param"").contact($contact.id()) );"
                        ,rule,seniority,persona
                        2,persona.boss,executive,executive
                        """)
                .merge("C3:F3")
                .merge("B5:D5")
                .merge("B9:C9")
                .cell("A10", cell -> cell.setCellFormula("1+1"))
                .change(sheet -> {
                    sheet.getRow(0).setZeroHeight(true);
                    sheet.getRow(5).setZeroHeight(true);
                    sheet.getRow(7).setZeroHeight(true);
                    sheet.setColumnHidden(0, true);
                });

        RuleFile file = workbook(workbook);

        assertThat(problems).isEmpty();
        assertThat(linesWithPlaces(file)).contains("S!B10 rule \"persona.boss\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"D10:D12", "D11:E12", "C7:D7"})
    void readWorkbook_mergeThatHidesWhatDecides_refused(String range) throws IOException {
        DecisionTable.ofWorkbook(
                "t.drl.xlsx", TestWorkbook.of("S", text(PERSONA)).merge(range).bytes(), problems::add);

        assertThat(problems)
                .extracting(PackProblem::cell, PackProblem::code)
                .contains(tuple("S!" + range.split(":", 2)[0], "bad-table"));
        assertThat(problems).anyMatch(problem -> problem.message().contains("more than the first of them is filled"));
    }

    @Test
    void readWorkbook_mostColumnsAndMerges_readInTheTimeOfOneLook() {
        String cells = "Contact...,".repeat(499) + "Contact...";
        TestWorkbook workbook = TestWorkbook.of(
                "S",
                "RuleSet,example\n\nRuleTable many\n" + "CONDITION,".repeat(499) + "CONDITION\n" + cells + "\n"
                        + "title,".repeat(499) + "title\n\n");
        byte[] merged = TestWorkbook.patched(
                workbook.bytes(),
                "xl/worksheets/sheet1.xml",
                xml -> xml.replace(
                        "</sheetData>",
                        "</sheetData><mergeCells>" + "<mergeCell ref=\"SG5:SH5\"/>".repeat(9_999) + "</mergeCells>"));

        assertThat(DecisionTable.ofWorkbook("t.drl.xlsx", merged, problems::add))
                .isEmpty();
        assertThat(problems).isNotEmpty();
    }

    @Test
    void readWorkbook_notesThatSpeakOfRules_areNoRules() throws IOException {
        workbook(TestWorkbook.of("S", text(PERSONA)).sheet("Notes", "see,RuleTable 2\nask,RuleSet\n"));

        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '^', quoteCharacter = '~', textBlock = """
                    RuleSet;example\\nRuleTable a\\n  ^ true
                    "RuleSet";"a, b"\\nRuleTable a\\n  ^ true
                    name,a\\n"x; y",b\\n             ^ false
                    ,a\\n"x; y",b\\n                 ^ false
                    """)
    void readCsv_separatorOfAnotherCountry_knownByTheFirstRow(String text, boolean other) {
        CsvSheet.read("a.csv", unescape(text), problems::add);

        assertThat(problems.stream().anyMatch(problem -> problem.message().contains("semicolons")))
                .isEqualTo(other);
    }

    @Test
    void read_sampleOfTheGuide_compilesAndConcludes() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "decision-tables.md"));
        String sample =
                guide.substring(guide.indexOf("```csv persona.drl.csv\n") + 23, guide.indexOf("\n```\n\nAbove"));

        String drl = read(PERSONA, sample + "\n").drl();

        assertThat(problems).isEmpty();
        assertThat(CompiledRules.conclusions(drl, contact("a", "CFO"), contact("b", "Finance clerk")))
                .containsExactly(new Candidate("persona", "finance-executive", "a"));
    }

    private RuleFile workbook(TestWorkbook workbook) {
        return DecisionTable.ofWorkbook("t.drl.xlsx", workbook.bytes(), problems::add)
                .orElseThrow(() -> new AssertionError(problems.toString()));
    }

    /** What replaces what in the table of personas, and the code and cell that must be reported for it. */
    @ParameterizedTest
    @CsvSource(delimiter = '^', quoteCharacter = '~', textBlock = """
                    NAME,METADATA,CONDITION  ^ NAME,METADATA,CONDITON    ^ bad-table         ^ C6
                    NAME,METADATA,CONDITION  ^ NAME,METADATA,PERSONA     ^ bad-table         ^ C6
                    NAME,METADATA,CONDITION  ^ NAME,METADATA,PRIORITY    ^ bad-table         ^ C6
                    NAME,METADATA,CONDITION  ^ NAME,METADATA,            ^ bad-table         ^ C7
                    NAME,METADATA            ^ NAME,NAME                 ^ bad-table         ^ B8
                    NAME,METADATA            ^ DESCRIPTION,METADATA      ^ missing-rule-name ^ A5
                    CONDITION,ACTION         ^ CONDITION,METADATA        ^ bad-table         ^ A6
                    Contact...,              ^ $param...,                ^ bad-table         ^ C7
                    : Contact...,\\n         ^ : Account...,\\n          ^ bad-table         ^ D7
                    Contact...,\\n           ^ Contact...,x\\n           ^ bad-table         ^ E7
                    titleHas(""$param"")     ^ titleHas(""$param)        ^ bad-table         ^ C8
                    titleHas(""$param"")     ^ titleHas($1, $3)          ^ bad-table         ^ C8
                    titleHas(""$param"")     ^ titleHas($1, $param)      ^ bad-table         ^ C8
                    titleHas(""$param"")     ^ forall(||){title == $}    ^ bad-table         ^ C8
                    \\n,"says(""$param"")"   ^ \\nx,"says(""$param"")"   ^ bad-table         ^ A8
                    "says(""$param"")"       ^ ~~                        ^ bad-table         ^ B8
                    rule,says,title has,and has,persona\\n ^ ~~  ^ bad-table         ^ A9
                    RuleSet,example          ^ RuleSet,a-b               ^ bad-table         ^ B1
                    RuleSet,example          ^ RuleSets,example          ^ bad-table         ^ A1
                    RuleSet,example          ^ RuleSet,example\\nRuleSet,example ^ bad-table   ^ B2
                    RuleSet,example          ^ RuleSet,example,more      ^ bad-table         ^ C1
                    fact.Contact,            ^ fact.Contact;,            ^ bad-table         ^ B2
                    persona.marketing-manager,     ^ ,                   ^ missing-rule-name ^ A12
                    persona.marketing-manager,     ^ a(b),               ^ bad-cell          ^ A12
                    ,marketing,              ^ ,a"b,                     ^ bad-cell          ^ C12
                    ,marketing,              ^ ,a\\\\b,                  ^ bad-cell          ^ C12
                    ,marketing,              ^ ,a;b,                     ^ bad-cell          ^ C12
                    ,marketing,              ^ ,"a\\nb",                 ^ bad-cell          ^ C12
                    ,marketing,              ^ ,$param,                  ^ bad-cell          ^ C12
                    ,marketing,              ^ ,marketing...,            ^ bad-cell          ^ C12
                    ,marketing,              ^ ,a//b,                    ^ bad-cell          ^ C12
                    ,,marketing-manager      ^ ,,                        ^ bad-table         ^ A12
                    ,,marketing-manager      ^ ,,marketing-manager,x     ^ bad-table         ^ F12
                    """)
    void read_oneMistake_reportedAtItsCell(String from, String to, String code, String cell) throws IOException {
        String text = text(PERSONA);
        String broken = text.replaceFirst(Pattern.quote(unescape(from)), Matcher.quoteReplacement(unescape(to)));
        assertThat(broken).isNotEqualTo(text);

        DecisionTable.ofCsv(PERSONA, broken, problems::add);

        assertThat(problems).extracting(PackProblem::code, PackProblem::cell).contains(tuple(code, cell));
        assertThat(problems).allSatisfy(problem -> assertThat(problem.line()).isNotNull());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '^', textBlock = """
                    5 || true    ^ false
                    "5"          ^ false
                    f            ^ false
                    5            ^ true
                    -1.5         ^ true
                    >= 5         ^ true
                    T.RFM_HIGH   ^ true
                    T.class      ^ false
                    null         ^ true
                    """)
    void objection_parameterOutsideQuotes_literalsOnly(String cell, boolean allowed) throws Exception {
        assertThat(TableCode.parse("r $param").objection(cell) == null).isEqualTo(allowed);
    }

    @Test
    void objection_parts_asManyAsTheCodeNames() throws Exception {
        TableCode code = TableCode.parse("r >= $1, r <= $2");

        assertThat(code.objection("2,4")).isNull();
        assertThat(code.objection("2, 4")).isNull();
        assertThat(code.objection("2")).contains("2 values");
        assertThat(code.objection("2,3,4")).contains("2 values");
        assertThat(code.objection("2,")).isNotNull();
        assertThat(code.objection("2,r")).contains("\"r\"");
    }

    @Test
    void objection_singleQuotes_noApostrophe() throws Exception {
        assertThat(TableCode.parse("name == '$param'").objection("Can't")).contains("'");
        assertThat(TableCode.parse("name == \"$param\"").objection("Can't")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"RuleSet,example\n", "just text\n", "RuleSet,example\nRuleTable x\nNAME,ACTION\n", "\"open"})
    void read_noTable_reportedAndNothingRead(String text) {
        assertThat(DecisionTable.ofCsv("a.drl.csv", text, problems::add)).isEmpty();
        assertThat(problems).isNotEmpty();
    }

    @Test
    void read_anyCutOfATable_neverThrows() throws IOException {
        String text = text(PERSONA);

        for (int end = 0; end < text.length(); end += 3) {
            DecisionTable.ofCsv(PERSONA, text.substring(0, end), problems::add);
            DecisionTable.ofCsv(PERSONA, text.substring(end), problems::add);
        }
        assertThat(problems).extracting(PackProblem::message).noneMatch(message -> message.contains("expanded"));
    }

    private RuleFile read(String name, String text) {
        return DecisionTable.ofCsv(name, text, problems::add).orElseThrow();
    }

    private static String text(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(DecisionTableTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> linesWithPlaces(RuleFile file) {
        List<String> lines = file.drl().lines().toList();
        return IntStream.range(0, lines.size())
                .mapToObj(i -> Objects.requireNonNullElse(file.place(i + 1, 1).cell(), "-") + " "
                        + lines.get(i).strip())
                .toList();
    }

    /** Rule text without comments and blanks. */
    private static String bare(String drl) {
        return drl.replaceAll("//.*", "").replaceAll("\\s+", "");
    }

    private static String unescape(String text) {
        return text.replace("\\n", "\n").replace("\\\\", "\\");
    }

    private static Contact contact(String id, String title) {
        return new Contact(id, null, title, null, null, null, null, List.of(), List.of(), Map.of());
    }

    private static RfmScore scores(int r, int f, int m) {
        return new RfmScore(r, f, m, null, null, null, null, null, null, null);
    }
}
