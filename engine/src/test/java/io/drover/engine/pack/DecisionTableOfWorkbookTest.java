package io.drover.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.drover.engine.spreadsheet.TestWorkbook;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTableOfWorkbookTest extends DecisionTableFixture {

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

    private RuleFile workbook(TestWorkbook workbook) {
        return DecisionTable.ofWorkbook("t.drl.xlsx", workbook.bytes(), problems::add)
                .orElseThrow(() -> new AssertionError(problems.toString()));
    }
}
