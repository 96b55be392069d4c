package io.drover.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.decide.RequestChecks;
import io.drover.engine.pack.Threshold;
import io.drover.engine.request.DecisionJson;
import io.drover.engine.request.RequestReader;
import io.drover.model.decision.DecisionRequest;
import java.io.IOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.drools.core.impl.InternalRuleBase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledPacksTest {

    private static final int SWAPS = 20;
    private static final String REQUEST =
            "{\"asOf\": \"2026-05-15T12:00:00Z\", \"account\": {\"id\": \"acme\", \"employees\": 120, \"country\": \"US\"}}";

    @TempDir
    Path rules;

    private Path directory;

    private final Map<String, byte[]> kept = new HashMap<>();
    private final CompiledPackStore store = new CompiledPackStore() {
        @Override
        public Optional<byte[]> read(String key) {
            return Optional.ofNullable(kept.get(key));
        }

        @Override
        public void write(String key, byte[] compiled) {
            kept.put(key, compiled);
        }

        @Override
        public void discard(String key) {
            kept.remove(key);
        }
    };

    @BeforeEach
    void createPack() throws IOException {
        directory = Files.createDirectory(rules.resolve("sizes"));
        Files.writeString(directory.resolve("pack.yaml"), """
                format: 1
                name: sizes
                role: deciding
                subjects: [account]
                owner: tests
                reviewedAt: 2026-11-01
                taxonomies:
                  sizes: {subject: account, purpose: context, values: [{name: large}, {name: small}], default: small}
                scores:
                  weight: {decimals: 1}
                """);
        Files.writeString(directory.resolve("sizes.drl"), """
                package sizes
                import io.drover.model.fact.Account
                import io.drover.model.conclusion.Candidate

                declare Renewal
                    id : String
                end

                rule "sizes.large-by-employees"
                    @says("enough employees")
                when
                    Account( employees >= T.FROM, country != null, country not memberOf T.ELSEWHERE )
                    not Renewal( id == "none" )
                then
                    insertLogical( new Candidate("sizes", "large") );
                end
                """);
        threshold(100);
    }

    private void threshold(int employees) throws IOException {
        Files.writeString(directory.resolve("thresholds.csv"), """
                name,type,value,unit,min,max,description,owner,source,assumption
                from,integer,%d,employees,,,the smallest large account,tests,,true
                elsewhere,list,DE|FR,,,,countries that others look after,tests,,true
                """.formatted(employees));
    }

    private Loading load(CompiledPacks packs) {
        Loading loading = PackLoader.load(
                List.of(directory), Compiler.EXECUTABLE_MODEL, packs, RuleSet.of(List.of()), () -> 0, pack -> {});
        assertThat(loading.isSound()).as(() -> loading.reports().toString()).isTrue();
        return loading;
    }

    private static List<String> steps(Loading loading) {
        return loading.reports().get(0).steps().stream()
                .map(PackReport.Step::step)
                .toList();
    }

    private static String decide(Loading loading) {
        return decide(loading.ruleSet());
    }

    private static String decide(RuleSet ruleSet) {
        DecisionRequest request =
                RequestReader.read(REQUEST.getBytes(StandardCharsets.UTF_8), RequestChecks.of(ruleSet));
        DecisionEngine engine =
                new DecisionEngine(Limits.defaults().withDeadline(Duration.ofDays(1)), System::nanoTime);
        return new String(DecisionJson.write(engine.decide(ruleSet, request, true)), StandardCharsets.UTF_8);
    }

    @Test
    void load_programFailsOnAPack_isAProblemOfThatPack() {
        CompiledPackStore failing = new CompiledPackStore() {
            @Override
            public Optional<byte[]> read(String key) {
                throw new ArithmeticException("unforeseen");
            }

            @Override
            public void write(String key, byte[] compiled) {}

            @Override
            public void discard(String key) {}
        };

        Loading loading = PackLoader.load(
                List.of(directory),
                Compiler.EXECUTABLE_MODEL,
                new CompiledPacks(failing),
                RuleSet.of(List.of()),
                () -> 0,
                pack -> {});

        assertThat(loading.reports())
                .singleElement()
                .satisfies(report -> assertThat(report.problems())
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.code()).isEqualTo("program-fault");
                            assertThat(problem.message()).contains("java.lang.ArithmeticException at io.drover");
                        }));
        assertThat(loading.ruleSet().packs()).isEmpty();
    }

    @Test
    void classicVariant_otherThreshold_decidesAsTheOtherCompilersVariant() {
        RuleSet plain = load(new CompiledPacks(store)).ruleSet();
        CompiledPack pack = plain.compiledPacks().get(0);
        List<Threshold> changed = List.of(
                Objects.requireNonNull(pack.source().thresholds().get("from")).withValue(121));

        CompiledPack shared = new CompiledPacks(store).variant(pack, changed).pack();
        CompiledPack classic = CompiledPacks.classicVariant(pack, changed);

        assertThat(decide(plain.withPacks(List.of(classic))))
                .isEqualTo(decide(plain.withPacks(List.of(shared))))
                .contains("\"small\"");
        assertThat(decide(plain)).contains("\"large\"");
    }

    @Test
    void load_contentInUse_isNotCompiledAgain() {
        CompiledPacks packs = new CompiledPacks(CompiledPackStore.NONE);
        Loading first = load(packs);

        Loading second = load(packs);

        assertThat(steps(first)).containsExactly("read", "allow-list", "compile", "scan", "load");
        assertThat(steps(second)).containsExactly("read", "allow-list", "reuse");
        assertThat(second.ruleSet().compiledPacks()).isEqualTo(first.ruleSet().compiledPacks());
    }

    @Test
    void load_contentKept_isRestoredAndDecidesTheSame() {
        Loading compiled = load(new CompiledPacks(store));

        Loading restored = load(new CompiledPacks(store));

        assertThat(steps(restored)).containsExactly("read", "allow-list", "scan", "restore");
        assertThat(decide(restored)).isEqualTo(decide(compiled)).contains("\"large\"");
    }

    @Test
    void load_contentChanged_isCompiled() throws IOException {
        load(new CompiledPacks(store));
        threshold(200);

        Loading changed = load(new CompiledPacks(store));

        assertThat(steps(changed)).contains("compile");
        assertThat(decide(changed)).contains("\"small\"");
        assertThat(kept).hasSize(2);
    }

    @Test
    void load_keptFormIsOfNoUse_compiledAndKeptAnew() {
        load(new CompiledPacks(store));
        byte[] good = kept.values().iterator().next();
        for (byte[] bad : List.of(new byte[0], new byte[] {1}, new byte[100], Arrays.copyOf(good, 1000))) {
            kept.replaceAll((key, bytes) -> bad);

            Loading loading = load(new CompiledPacks(store));

            assertThat(steps(loading)).contains("compile");
            assertThat(decide(loading)).contains("\"large\"");
            assertThat(kept.values().iterator().next()).isNotEqualTo(bad);
        }
    }

    @Test
    void release_revisionsNoLongerUsed_giveBackTheirClassLoaders() throws Exception {
        CompiledPacks packs = new CompiledPacks(store);
        ReferenceQueue<ClassLoader> released = new ReferenceQueue<>();
        List<PhantomReference<ClassLoader>> loaders = new ArrayList<>();
        Loading last = load(packs);
        for (int swap = 0; swap < SWAPS; swap++) {
            threshold(100 + swap % (SWAPS / 2));
            last = load(packs);
            assertThat(decide(last)).contains("sizes.large-by-employees");
            loaders.add(new PhantomReference<>(loader(last), released));
        }
        int gone = 0;
        Instant end = Instant.now().plusSeconds(60);
        while (gone < SWAPS - 2 && Instant.now().isBefore(end)) {
            System.gc();
            for (Reference<?> next = released.remove(200); next != null; next = released.poll()) {
                gone++;
            }
        }

        assertThat(gone).as("all but the last one").isBetween(SWAPS - 2, SWAPS - 1);
        assertThat(decide(last)).contains("\"large\"");
        assertThat(loaders).hasSize(SWAPS);
    }

    private static ClassLoader loader(Loading loading) {
        CompiledPack pack = loading.ruleSet().compiledPacks().get(0);
        return ((InternalRuleBase) pack.ruleBase()).getRootClassLoader();
    }
}
