package io.drover.server.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.impact.Aspect;
import io.drover.engine.impact.Impact;
import io.drover.engine.pack.Threshold;
import io.drover.model.decision.Subject;
import io.drover.model.decision.SubjectKind;
import io.drover.server.PatientEngine;
import io.drover.server.impact.ImpactRun.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ImpactRunTest {

    private static final Path RULES = Path.of("..", "rules");
    private static final String PACK = "b2b-abm";
    private static final DecisionEngine ENGINE = PatientEngine.create();

    private static RuleSet now = RuleSet.of(List.of());
    private static RuleSet changed = RuleSet.of(List.of());

    /** Compiled forms, so that the changed pack need not be compiled again. */
    private static final class Memory implements CompiledPackStore {
        private final Map<String, byte[]> forms = new ConcurrentHashMap<>();

        @Override
        public Optional<byte[]> read(String key) {
            return Optional.ofNullable(forms.get(key));
        }

        @Override
        public void write(String key, byte[] compiled) {
            forms.put(key, compiled);
        }

        @Override
        public void discard(String key) {
            forms.remove(key);
        }
    }

    @BeforeAll
    static void compile() {
        CompiledPacks packs = new CompiledPacks(new Memory());
        now = PackLoader.load(
                        List.of(RULES.resolve(PACK), RULES.resolve("contact-policy")),
                        PackLoader.Compiler.EXECUTABLE_MODEL,
                        packs,
                        RuleSet.of(List.of()),
                        System::nanoTime,
                        pack -> {})
                .ruleSet();
        CompiledPack plain = now.pack(PACK).orElseThrow();
        Threshold views = Objects.requireNonNull(plain.source().thresholds().get("intent.comparison-views"));
        changed = now.withPacks(
                List.of(packs.variant(plain, List.of(views.withValue(3))).pack()));
    }

    @Test
    void run_changedThreshold_countsAreThoseOfDecidingOneByOne() throws IOException {
        MadeUpBase base = new MadeUpBase(5_000, 6);
        base.add(new Subject(SubjectKind.ACCOUNT, "broken"), "{\"account\": {\"id\": \"broken\"}, \"signals\": 5}");
        base.add(new Subject(SubjectKind.CUSTOMER, "nobody's"), "{\"customer\": {\"id\": \"nobody's\"}}");

        ImpactResult result = run(base, 2);

        SortedMap<String, Long> expected = OneByOne.count(base.items(), ENGINE, now, changed);
        assertThat(OneByOne.countsOf(result.impact())).isEqualTo(expected);
        assertThat(expected)
                .hasSizeGreaterThan(5)
                .containsKeys("taxonomy intent high > low", "segment in-market in > out");
        assertThat(result.requests()).isEqualTo(5_002);
        assertThat(result.impact().subjects()).isBetween(1_000L, 1_700L);
    }

    @Test
    void run_anyNumberOfWorkers_sameImpact() throws IOException {
        MadeUpBase base = new MadeUpBase(600, 7);

        assertThat(run(base, 4).impact()).isEqualTo(run(base, 1).impact());
    }

    @Test
    void run_examples_areTheFirstSubjectsInTheOrderOfRequests() throws IOException {
        MadeUpBase base = new MadeUpBase(300, 8);

        Impact.Moved intent = moved(run(base, 2).impact(), Aspect.Kind.TAXONOMY, "intent");

        assertThat(intent.moves()).singleElement().satisfies(move -> {
            assertThat(move.examples()).hasSize(5).doesNotHaveDuplicates();
            List<String> latestFirst = new ArrayList<>();
            base.items().forEach(item -> {
                String id = Objects.requireNonNull(item.subject()).id();
                latestFirst.remove(id);
                latestFirst.add(id);
            });
            assertThat(latestFirst).containsSubsequence(move.examples());
        });
        assertThat(intent.subjects())
                .isEqualTo(intent.moved()
                        + intent.stays().stream()
                                .mapToLong(Impact.Stay::subjects)
                                .sum());
    }

    @Test
    void run_rulesThatCannotDecide_countedByWhyNot() throws IOException {
        MadeUpBase base = new MadeUpBase(30, 9);
        base.add(
                new Subject(SubjectKind.ACCOUNT, "named"),
                "{\"packs\": [\"b2b-abm\"], \"account\": {\"id\": \"named\"}}");

        Impact impact = new ImpactRun(ENGINE, options(2))
                .run(base, now, now.only(List.of("contact-policy")), count -> {})
                .impact();

        assertThat(impact.failed())
                .extracting(Impact.Failed::before, Impact.Failed::after, Impact.Failed::examples)
                .contains(tuple(null, "invalid-request: unknown-pack", List.of("named")));
        Impact.Moved fit = moved(impact, Aspect.Kind.TAXONOMY, "fit");
        assertThat(fit.undecided()).isPositive();
        assertThat(fit.subjects()).isEqualTo(impact.subjects());
    }

    private static Impact.Moved moved(Impact impact, Aspect.Kind of, String name) {
        return impact.of(new Aspect(of, name)).orElseThrow();
    }

    private static ImpactResult run(MadeUpBase base, int workers) throws IOException {
        return new ImpactRun(ENGINE, options(workers)).run(base, now, changed, count -> {});
    }

    private static Options options(int workers) {
        return new Options(workers, 5, Instant.parse("2026-05-15T12:00:00Z"));
    }
}
