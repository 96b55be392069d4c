package io.drover.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.PackVocabulary;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.compile.TestPacks;
import io.drover.engine.pack.Threshold;
import io.drover.engine.request.RequestReader;
import io.drover.engine.request.RuleSetChecks;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionWarning;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Taxonomies of amounts say nothing about amounts in another currency. */
class ForeignCurrencyTest {

    private final DecisionEngine engine = new DecisionEngine(Limits.defaults(), () -> 0);

    private static RuleSet worth(Compiler compiler) {
        return TestPacks.ruleSet(
                compiler,
                TestPacks.pack(
                        "worth",
                        pack -> pack.taxonomyOfAmounts("worth", "USD", List.of("much", "little"), "little")
                                .taxonomy("size", List.of("large", "small"), "small")
                                .threshold("much", Threshold.Type.DECIMAL, new BigDecimal("1000"))
                                .rule(
                                        "worth.much",
                                        List.of(),
                                        List.of("TAXONOMY:worth"),
                                        "Account( acv >= T.MUCH )",
                                        "insertLogical( new Candidate(\"worth\", \"much\") );")));
    }

    private Decision decide(Compiler compiler, String account) {
        String request = "{\"asOf\": \"2026-05-15T12:00:00Z\", \"account\": " + account + "}";
        return engine.decide(
                worth(compiler),
                RequestReader.read(request.getBytes(StandardCharsets.UTF_8), RuleSetChecks.none()),
                false);
    }

    @ParameterizedTest
    @EnumSource(Compiler.class)
    void decide_sameCurrencyOrNone_classifies(Compiler compiler) {
        assertThat(decide(compiler, "{\"id\": \"a\", \"acv\": 1000, \"currency\": \"USD\"}"))
                .satisfies(decision -> assertThat(decision.classifications()).containsEntry("worth", "much"))
                .satisfies(decision -> assertThat(decision.warnings()).isEmpty());
        assertThat(decide(compiler, "{\"id\": \"a\", \"acv\": 1000}").classifications())
                .containsEntry("worth", "much");
    }

    @ParameterizedTest
    @EnumSource(Compiler.class)
    void decide_anotherCurrency_leavesUnclassifiedWhateverTheDefaultAndWarns(Compiler compiler) {
        for (String acv : List.of("1000", "1", "null")) {
            Decision decision = decide(compiler, "{\"id\": \"a\", \"acv\": " + acv + ", \"currency\": \"EUR\"}");

            assertThat(decision.classifications()).containsEntry("worth", null).containsEntry("size", "small");
            assertThat(decision.warnings())
                    .containsExactly(new DecisionWarning(
                            "foreign-currency",
                            "/account/currency",
                            "The account's amounts are not in USD, so worth is unclassified."));
        }
    }

    @Test
    void vocabulary_taxonomyOfAmounts_namesItsCurrencyAndTheField() {
        PackVocabulary vocabulary =
                PackVocabulary.of(worth(Compiler.EXECUTABLE_MODEL).pack("worth").orElseThrow());

        assertThat(vocabulary.taxonomies())
                .extracting("name", "currency")
                .containsExactly(tuple("size", null), tuple("worth", "USD"));
        assertThat(vocabulary.facts())
                .singleElement()
                .satisfies(fact -> assertThat(fact.reads()).extracting("name").contains("currency"));
    }
}
