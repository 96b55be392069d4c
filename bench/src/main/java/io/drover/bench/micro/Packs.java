package io.drover.bench.micro;

import io.drover.bench.synthetic.SyntheticPack;
import io.drover.bench.synthetic.Weight;
import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.RuleSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Rule sets of made-up packs. */
final class Packs {

    private Packs() {}

    /** {@code count} packs of {@code rules} rules of {@code weight} each, compiled. */
    static RuleSet compiled(Weight weight, int count, int rules) {
        try {
            Path directory = Files.createTempDirectory("drover-packs");
            for (int i = 1; i <= count; i++) {
                SyntheticPack.of(weight, "p" + i, rules, i, 1).writeTo(directory);
            }
            PackLoader.Loading loading = PackLoader.load(
                    List.of(directory), PackLoader.Compiler.EXECUTABLE_MODEL, System::nanoTime, pack -> {});
            delete(directory);
            if (!loading.isSound()) {
                throw new IllegalStateException("made-up packs that are not sound");
            }
            return loading.ruleSet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
