package io.drover.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a table is told at its cell, and no table makes the reader fail. */
class DecisionTableMistakesTest extends DecisionTableFixture {

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
}
