package io.drover.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.model.conclusion.Candidate;
import io.drover.model.fact.Contact;
import io.drover.model.fact.RfmScore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.drools.decisiontable.InputType;
import org.drools.decisiontable.SpreadsheetCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTableTest extends DecisionTableFixture {

    private static final String SEGMENT = "rfm-segment.drl.csv";

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
    void read_sampleOfTheGuide_compilesAndConcludes() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "decision-tables.md"));
        String sample =
                guide.substring(guide.indexOf("```csv persona.drl.csv\n") + 23, guide.indexOf("\n```\n\nAbove"));

        String drl = read(PERSONA, sample + "\n").drl();

        assertThat(problems).isEmpty();
        assertThat(CompiledRules.conclusions(drl, contact("a", "CFO"), contact("b", "Finance clerk")))
                .containsExactly(new Candidate("persona", "finance-executive", "a"));
    }

    private static Contact contact(String id, String title) {
        return new Contact(id, null, title, null, null, null, null, List.of(), List.of(), Map.of());
    }

    private static RfmScore scores(int r, int f, int m) {
        return new RfmScore(r, f, m, null, null, null, null, null, null, null);
    }
}
