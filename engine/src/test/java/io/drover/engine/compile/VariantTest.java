package io.drover.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.pack.Threshold;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The reference packs with other thresholds. */
class VariantTest {

    private static final Path RULES = Path.of("../rules");

    /** Holds everything in memory. */
    private static final class Store implements CompiledPackStore {

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

    private static List<Path> packs() throws IOException {
        try (Stream<Path> folders = Files.list(RULES)) {
            return folders.filter(folder -> Files.exists(folder.resolve("thresholds.csv")))
                    .sorted()
                    .toList();
        }
    }

    /** Other values, all of them, of the same types. */
    private static List<Threshold> others(CompiledPack pack) {
        List<Threshold> others = new ArrayList<>();
        pack.source().thresholds().values().forEach(threshold -> others.add(threshold.withValue(other(threshold))));
        return others;
    }

    private static Object other(Threshold threshold) {
        return switch (threshold.type()) {
            case INTEGER -> (Integer) threshold.value() + 7;
            case DECIMAL -> ((BigDecimal) threshold.value()).add(new BigDecimal("0.375"));
            case DURATION -> "11d";
            case TEXT -> threshold.value() + " other";
            case LIST -> List.of("one", "other");
        };
    }

    @Test
    void compiledForm_ofEveryReferencePack_isTheSameWhateverTheThresholds() throws IOException {
        for (Path folder : packs()) {
            Store store = new Store();
            CompiledPack pack = load(folder, store);
            PackCompiler other = new PackCompiler(pack.source().withThresholds(others(pack)), pack.parsed());
            byte[] bytes = Objects.requireNonNull(
                    other.compile(Compiler.EXECUTABLE_MODEL).bytes(), "compiled");

            Map<String, Integer> classes =
                    classes(store.forms.values().iterator().next());
            assertThat(classes).as(pack.name()).isNotEmpty();
            assertThat(classes(bytes)).as(pack.name()).isEqualTo(classes);
        }
    }

    private static CompiledPack load(Path folder, Store store) {
        RuleSet ruleSet = PackLoader.load(
                        List.of(folder),
                        Compiler.EXECUTABLE_MODEL,
                        new CompiledPacks(store),
                        RuleSet.of(List.of()),
                        () -> 0,
                        pack -> {})
                .ruleSet();
        return ruleSet.compiledPacks().get(0);
    }

    /** The content of each class, as a hash, but for the few that are named by the number of the compilation. */
    private static Map<String, Integer> classes(byte[] compiled) throws IOException {
        Map<String, Integer> classes = new TreeMap<>();
        CompiledModule module = CompiledModule.of(compiled);
        String mark = "_1_0_" + module.version();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(module.jar()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                boolean isNumbered = new String(content, StandardCharsets.ISO_8859_1).contains(mark);
                if (entry.getName().endsWith(".class") && !isNumbered) {
                    classes.put(entry.getName(), Arrays.hashCode(content));
                }
            }
        }
        return classes;
    }
}
