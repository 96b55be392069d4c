package io.drover.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.engine.compile.RuleSet;
import io.drover.engine.compile.TestPacks;
import io.drover.engine.failure.RuleFailedException;
import io.drover.engine.pack.Taxonomy;
import io.drover.engine.pack.Threshold;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.fact.Contact;
import io.drover.model.fact.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules that never end, or take all the memory there is, at run time. The checks of rule text refuse most of them; here they
 * come past these, so that it is fuel alone that stops them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuntimeBombsTest {

    private static final Instant NOW = Instant.parse("2026-05-15T12:00:00Z");
    private static final int TAXONOMIES = 120;
    private static final List<String> SEGMENT = List.of("SEGMENT:loud");
    private static final String CONCLUDE = "insertLogical( new InSegment(\"loud\") );";

    private final DecisionEngine engine =
            new DecisionEngine(Limits.defaults().withDeadline(Duration.ofDays(1)), () -> 0);
    private RuleSet ruleSet = RuleSet.of(List.of());

    @BeforeAll
    void compile() {
        ruleSet = TestPacks.unscannedRuleSet(TestPacks.pack("bombs", pack -> {
            pack.taxonomy("fit", List.of("high"), "high")
                    .segment("loud")
                    .treatment("carried")
                    .score("intent", 100_000);
            pack.threshold("phrases", Threshold.Type.TEXT, "vice president|b".repeat(50))
                    .threshold("least", Threshold.Type.INTEGER, 1)
                    .threshold("half-life", Threshold.Type.DURATION, "30d");
            IntStream.range(0, TAXONOMIES)
                    .forEach(i -> pack.taxonomy("of-contacts-" + i, Taxonomy.Level.CONTACT, List.of("high"), "high"));
            bomb(pack, "endless-loop", "$s : Signal( type == \"endless-loop\" )", "while ($s.type() != null) {} ");
            bomb(
                    pack,
                    "long-loop",
                    "$s : Signal( type == \"long-loop\" )",
                    "for (long i = 0; i < 1000000000000L; i++) {} ");
            bomb(
                    pack,
                    "array-loop",
                    "$s : Signal( type == \"array-loop\" )",
                    "Object[] last = null; while ($s.type() != null) { last = new Object[] {last, new Object[5000]}; } ");
            bomb(
                    pack,
                    "doubling",
                    "$s : Signal( type == \"doubling\" )",
                    "String s = \"x\"; while ($s.type() != null) { s = s + s; } ");
            bomb(
                    pack,
                    "backtracking",
                    "Signal( type == \"backtracking\", source != null, source matches \"(x+x+)+y\" )",
                    "");
            bomb(
                    pack,
                    "cross-product",
                    "Signal( type == \"cross-product\" ) Signal( type == \"cross-product\" ) Signal( type == \"cross-product\" )",
                    "");
            bomb(
                    pack,
                    "joined-product",
                    "Signal( type == \"joined-product\", $a : type ) Signal( type == $a ) Signal( type == $a )",
                    "");
            bomb(
                    pack,
                    "accumulated-product",
                    "Signal( type == \"accumulated-product\" ) Signal( type == \"accumulated-product\" )"
                            + " accumulate( Signal( ); $n : count(1); $n > 0 )",
                    "");
            bomb(
                    pack,
                    "subnetwork-product",
                    "Signal( type == \"subnetwork-product\" ) Signal( type == \"subnetwork-product\" )"
                            + " exists( Signal( $i : id ) and Signal( id == $i, type != \"none\" ) )",
                    "");
            bomb(
                    pack,
                    "searched-list",
                    "Contact( $n : needs ) Signal( type == \"searched-list\", source != null, $n contains source )",
                    "");
            bomb(
                    pack,
                    "searched-text",
                    "Contact( $t : title ) Signal( type == \"searched-text\", source != null, $t contains source )",
                    "");
            bomb(
                    pack,
                    "searched-title",
                    "$c : Contact( ) Signal( type == \"searched-title\", $c.titleHas(T.PHRASES) )",
                    "");
            pack.rule(
                    "points",
                    List.of(),
                    List.of("SCORE:intent"),
                    "$s : Signal( type == \"summed\" )",
                    "insertLogical( new Points(\"intent\", $s, T.LEAST, T.HALF_LIFE) );");
            pack.rule(
                    "summed",
                    List.of("SCORE:intent"),
                    SEGMENT,
                    "$i : Score( name == \"intent\" ) Signal( type == \"summed\", $i.atLeast(T.LEAST) )",
                    CONCLUDE);
            bomb(
                    pack,
                    "carried",
                    "Contact( $t : title ) Signal( type == \"carried\", $i : id )",
                    "insertLogical( new Treat(\"carried\").with($i, $t) ); ");
            bomb(pack, "explained", "Contact( $t : title ) Signal( type == \"explained\" )", "");
        }));
    }

    private static void bomb(TestPacks pack, String name, String when, String then) {
        pack.rule(name, List.of(), SEGMENT, when, then + CONCLUDE);
    }

    private static DecisionRequest request(String type, int signals) {
        return request(
                List.of(contact("c1", "a ".repeat(30_000), Collections.nCopies(50_000, "need"))),
                IntStream.range(0, signals)
                        .mapToObj(i -> new Signal("e" + i, "x".repeat(2_000), type, NOW, null, Map.of(), null))
                        .toList());
    }

    private static DecisionRequest request(List<Contact> contacts, List<Signal> signals) {
        return DecisionEngineTest.request(DecisionEngineTest.account("SaaS", 10), contacts, signals);
    }

    private static Contact contact(String id, String title, List<String> needs) {
        return new Contact(id, null, title, null, null, null, null, List.of(), needs, Map.of());
    }

    @Test
    void decide_moreValuesThanADecisionMayHave_failsWithTheTaxonomy() {
        List<Contact> contacts = IntStream.range(0, 500)
                .mapToObj(i -> contact("c" + i, "CFO", List.of()))
                .toList();

        assertThatThrownBy(() -> engine.decide(ruleSet, request(contacts, List.of()), false))
                .isInstanceOfSatisfying(
                        RuleFailedException.class,
                        failure -> assertThat(failure.rule()).startsWith("taxonomy of-contacts-"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "endless-loop",
                "long-loop",
                "array-loop",
                "doubling",
                "backtracking",
                "cross-product",
                "joined-product",
                "accumulated-product",
                "subnetwork-product",
                "searched-list",
                "searched-text",
                "searched-title",
                "summed",
                "carried",
                "explained"
            })
    void decide_bomb_failsWithItsNameWhileOthersAreAnswered(String bomb) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> bombed = other.submit(() -> assertThatThrownBy(
                            () -> engine.decide(ruleSet, request(bomb, 3_000), bomb.equals("explained")))
                    .isInstanceOfSatisfying(RuleFailedException.class, failure -> {
                        assertThat(failure.rule()).isEqualTo(bomb);
                        assertThat(failure.pack()).isEqualTo("bombs");
                    }));
            do {
                assertThat(engine.decide(ruleSet, request("page.viewed", 1), false)
                                .classifications())
                        .containsEntry("fit", "high");
            } while (!bombed.isDone());
            bombed.get(60, TimeUnit.SECONDS);
        } finally {
            other.shutdownNow();
        }
    }
}
