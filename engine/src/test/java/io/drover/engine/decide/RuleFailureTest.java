package io.drover.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.compile.TestPacks;
import io.drover.engine.failure.DeadlineExceededException;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.RuleFailedException;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.fact.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that go wrong at run time; most of them would be refused before, so they come here past the checks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleFailureTest {

    private static final Limits LIMITS = new Limits(500, 2_000, 1_000, Duration.ofSeconds(60));

    private final DecisionEngine engine = new DecisionEngine(LIMITS, () -> 0);
    private RuleSet ruleSet = TestPacks.ruleSet(Compiler.EXECUTABLE_MODEL);

    @BeforeAll
    void compile() {
        ruleSet = TestPacks.unscannedRuleSet(TestPacks.pack(
                "faulty",
                pack -> pack.taxonomy("fit", List.of("high"), "high")
                        .segment("loud")
                        .rule(
                                "throws-in-condition",
                                List.of(),
                                List.of("SEGMENT:loud"),
                                "Signal( type == \"condition\", within(\"soon\") )",
                                "insertLogical( new InSegment(\"loud\") );")
                        .rule(
                                "throws-in-consequence",
                                List.of(),
                                List.of("SEGMENT:loud"),
                                "Signal( type == \"consequence\", $contact : contactId )",
                                "insertLogical( new InSegment($contact.substring(99)) );")
                        .rule(
                                "fires-without-end",
                                List.of(),
                                List.of(),
                                "$signal : Signal( type == \"fires\" )",
                                "delete($signal); insert( $signal );")
                        .rule(
                                "inserts-without-end",
                                List.of(),
                                List.of(),
                                "Signal( type == \"inserts\" )",
                                "for (int i = 0; ; i++) { insert( new InSegment(\"loud\" + i) ); }")));
    }

    private static DecisionRequest request(String... types) {
        List<Signal> signals = IntStream.range(0, types.length)
                .mapToObj(i -> new Signal(
                        "e" + i, null, types[i], Instant.parse("2026-05-14T12:00:00Z"), "c1", Map.of(), null))
                .toList();
        return DecisionEngineTest.request(DecisionEngineTest.account("SaaS", 10), signals);
    }

    @ParameterizedTest
    @ValueSource(strings = {"condition", "consequence", "fires", "inserts"})
    void decide_ruleGoesWrong_failsWithItsNameAndTheNextDecisionIsRight(String how) {
        assertThatThrownBy(() -> engine.decide(ruleSet, request(how), false))
                .isInstanceOfSatisfying(RuleFailedException.class, failure -> {
                    assertThat(failure.pack()).isEqualTo("faulty");
                    assertThat(failure.revision()).isEqualTo("revision-of-faulty");
                    assertThat(failure.rule()).contains(how.equals("condition") ? "throws-in-condition" : how);
                    assertThat(failure).hasMessageContaining(failure.rule());
                });

        assertThat(engine.decide(ruleSet, request("page.viewed"), false).classifications())
                .containsEntry("fit", "high");
    }

    @Test
    void decide_deadlinePassed_failsAndTheNextDecisionIsRight() {
        AtomicLong nanos = new AtomicLong();
        DecisionEngine slow = new DecisionEngine(
                new Limits(500, 2_000, 1_000, Duration.ofMillis(5)), () -> nanos.getAndAdd(10_000_000));

        assertThatThrownBy(() -> slow.decide(ruleSet, request("page.viewed"), false))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageStartingWith("The decision was not made within 5 ms.");
        assertThat(engine.decide(ruleSet, request("page.viewed"), false).classifications())
                .containsEntry("fit", "high");
    }

    @Test
    void decide_tooManyFacts_isAViolation() {
        String[] types = new String[1_001];
        Arrays.fill(types, "page.viewed");

        assertThatThrownBy(() -> engine.decide(ruleSet, request(types), false))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        invalid -> assertThat(invalid.violations())
                                .singleElement()
                                .satisfies(violation ->
                                        assertThat(violation.code()).isEqualTo("too-many-facts")));
    }
}
