package io.drover.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.pack.Threshold;
import io.drover.model.decision.SubjectKind;
import io.drover.model.fact.DecisionTime;
import io.drover.model.fact.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pack with every form of condition and conclusion there is passes the sandbox, and uses the same fuel every time. */
class HonestPackTest {

    private static final Instant NOW = Instant.parse("2026-05-15T12:00:00Z");
    private static final long FUEL = 1_000_000;

    /** Of rules, each with a number of its own in it. */
    private static final List<String> CONDITIONS = List.of(
            "Account( employees >= T.SIZE, id == \"a%d\" )",
            "$c : Contact( needs contains \"n%d\" ) Signal( contactId == $c.id )",
            "accumulate( Signal( type == \"t%d\" ); $n : count(1); $n > 1 )",
            "not( Signal( type == \"t%d\" ) )",
            "Contact( $n : needs, $id : id ) Signal( type == \"t%d\", contactId == $id, source != null, $n contains source )");

    @TempDir
    Path directory;

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

    private CompiledPack load(CompiledPacks packs) throws IOException {
        Path pack = Files.createDirectories(directory.resolve("everything"));
        for (String file : List.of("pack.yaml", "thresholds.csv", "rules.drl")) {
            try (InputStream in =
                    Objects.requireNonNull(HonestPackTest.class.getResourceAsStream("everything/" + file))) {
                Files.write(pack.resolve(file), in.readAllBytes());
            }
        }
        PackLoader.Loading loading = PackLoader.load(
                List.of(pack), Compiler.EXECUTABLE_MODEL, packs, RuleSet.of(List.of()), () -> 0, name -> {});
        assertThat(loading.isSound()).as(() -> loading.reports().toString()).isTrue();
        return loading.ruleSet().compiledPacks().get(0);
    }

    private static PackFacts facts() {
        DecisionTime time = DecisionTime.at(NOW);
        List<Object> facts = new ArrayList<>();
        facts.add(new Signal("s", "x", "page", NOW, "c1", Map.of("k", "v", "b", true), null).boundTo(time));
        IntStream.range(0, 50)
                .mapToObj(i -> new Signal("s" + i, "x", "page", NOW, "c" + i % 3, Map.of("k", "v"), null))
                .forEach(signal -> facts.add(signal.boundTo(time)));
        List<Map<String, Object>> plain = IntStream.range(0, 20)
                .mapToObj(i -> Map.<String, Object>of("id", "r" + i % 4, "name", "n" + i, "amount", i))
                .toList();
        List<Map<String, Object>> renewals = IntStream.range(0, 8)
                .mapToObj(i -> Map.<String, Object>of(
                        "id",
                        "r" + i % 4,
                        "at",
                        "2026-05-14T12:00:00Z",
                        "day",
                        "2026-05-1" + i,
                        "amount",
                        5 + i,
                        "count",
                        101,
                        "big",
                        101,
                        "auto",
                        true))
                .toList();
        return new PackFacts(
                SubjectKind.ACCOUNT,
                facts,
                new TreeMap<>(Map.of("Plain", plain, "Renewal", renewals)),
                List.of(),
                time);
    }

    private static long burnt(CompiledPack pack) {
        Budget budget = new Budget(10_000, 10_000, FUEL, () -> {});
        pack.evaluate(facts(), budget, false);
        return FUEL - budget.fuelLeft();
    }

    @Test
    void load_everyForm_passesFreshAndKeptAndUsesTheSameFuel() throws IOException {
        CompiledPack fresh = load(new CompiledPacks(store));
        CompiledPack restored = load(new CompiledPacks(store));

        long burnt = burnt(fresh);

        assertThat(burnt).isGreaterThan(500);
        assertThat(burnt(fresh)).as("in a session that was used before").isEqualTo(burnt);
        assertThat(burnt(fresh)).isEqualTo(burnt);
        assertThat(burnt(fresh.withFreshSessions())).isEqualTo(burnt);
        assertThat(burnt(restored)).as("restored").isEqualTo(burnt);
        assertThat(burnt(restored)).isEqualTo(burnt);
    }

    /** Larger ones are measured by {@code bench/run sandbox}, which fails if one is refused. */
    @ParameterizedTest
    @ValueSource(ints = {50, 200})
    void load_manyRules_passes(int rules) {
        TestPacks large = TestPacks.pack("large", pack -> {
            pack.segment("loud").threshold("size", Threshold.Type.INTEGER, 1);
            for (int i = 0; i < rules; i++) {
                pack.rule(
                        "loud-" + i,
                        List.of(),
                        List.of("SEGMENT:loud"),
                        CONDITIONS.get(i % CONDITIONS.size()).formatted(i),
                        "insertLogical( new InSegment(\"loud\") );");
            }
        });

        PackCompiler.Outcome outcome = large.outcome(Compiler.EXECUTABLE_MODEL, Confinement.WHOLE);

        assertThat(outcome.problems()).isEmpty();
        assertThat(large.compiler(Confinement.WHOLE).restore(Objects.requireNonNull(outcome.bytes())))
                .isPresent();
    }
}
