package io.drover.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.compile.TestPacks;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionWarning;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The parameters of a treatment that several rules propose. */
class TreatmentParametersTest {

    private final DecisionEngine engine = new DecisionEngine(Limits.defaults(), () -> 0);

    @ParameterizedTest
    @EnumSource(Compiler.class)
    void decide_parametersOfTheSameText_doNotDependOnTheOrderOfRules(Compiler compiler) {
        List<String> values = List.of("1", "\"1\"");

        assertThat(parameter(compiler, values.get(0), values.get(1)))
                .isEqualTo(parameter(compiler, values.get(1), values.get(0)));
    }

    @ParameterizedTest
    @EnumSource(Compiler.class)
    void decide_rulesDifferAboutAParameter_warned(Compiler compiler) {
        assertThat(twoTreat(compiler, "\"b\"", "\"a\"").warnings())
                .extracting(DecisionWarning::code, DecisionWarning::detail)
                .containsExactly(tuple(
                        "conflicting-parameter",
                        "Rules of the pack two give the parameter k of the treatment call different values; the one"
                                + " whose text comes first is taken."));
        assertThat(twoTreat(compiler, "\"a\"", "\"a\"").warnings()).isEmpty();
    }

    private Object parameter(Compiler compiler, String first, String second) {
        return twoTreat(compiler, first, second).treatments().get(0).parameters();
    }

    private Decision twoTreat(Compiler compiler, String first, String second) {
        RuleSet ruleSet = TestPacks.ruleSet(
                compiler,
                TestPacks.pack(
                        "two",
                        pack -> pack.treatment("call")
                                .rule("a", List.of(), List.of("TREATMENT:call"), "Account( )", treatWith(first))
                                .rule(
                                        "b",
                                        List.of(),
                                        List.of("TREATMENT:call"),
                                        "Account( id != null )",
                                        treatWith(second))));
        return engine.decide(
                ruleSet, DecisionEngineTest.request(DecisionEngineTest.account("SaaS", 500), List.of()), false);
    }

    private static String treatWith(String value) {
        return "insertLogical( new Treat(\"call\").with(\"k\", " + value + ") );";
    }
}
