package io.drover.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The reference packs, and packs like them, for tests that decide by them. */
final class ReferencePacks {

    private ReferencePacks() {}

    /** The folders of all reference packs, by name. */
    static List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(""))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pack.yaml")))
                    .sorted()
                    .toList();
        }
    }

    /** The packs in {@code folders}, of which there is nothing to complain. */
    static RuleSet load(List<Path> folders) {
        PackLoader.Loading loading = PackLoader.load(folders, Compiler.EXECUTABLE_MODEL, () -> 0, name -> {});
        assertThat(loading.reports())
                .allSatisfy(report -> assertThat(report.problems()).isEmpty());
        return loading.ruleSet();
    }
}
