package io.drover.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.PackLoader.Loading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicateNamesTest {

    private static final RuleSet NOTHING = RuleSet.of(List.of());

    @TempDir
    Path root;

    @Test
    void load_nameThatAnotherPackServesWith_theNewcomerIsAtFault() throws IOException {
        pack("weight", "weight", "fit");
        RuleSet serving = load(NOTHING).ruleSet();

        pack("age", "age", "fit");

        assertThat(faulty(load(NOTHING))).as("nothing serves").containsExactly("weight");
        assertThat(faulty(load(serving))).containsExactly("age");
    }

    @Test
    void load_servingPackTakesTheNameOfAnother_itIsAtFault() throws IOException {
        pack("age", "age", "old");
        pack("weight", "weight", "fit");
        RuleSet serving = load(NOTHING).ruleSet();

        pack("age", "age", "fit");

        assertThat(faulty(load(serving))).containsExactly("age");
    }

    @Test
    void load_nameThatTheServingPackGivesUp_belongsToTheOther() throws IOException {
        pack("weight", "weight", "fit");
        RuleSet serving = load(NOTHING).ruleSet();

        pack("age", "age", "fit");
        pack("weight", "weight", "heavy");

        assertThat(faulty(load(serving))).isEmpty();
    }

    @Test
    void load_copyInAnotherFolder_theCopyIsAtFaultUnderTheFoldersName() throws IOException {
        pack("weight", "weight", "fit");
        pack("a-copy", "weight", "fit");

        assertThat(faulty(load(NOTHING))).containsExactly("a-copy");
    }

    private Loading load(RuleSet serving) {
        return PackLoader.load(
                List.of(root),
                PackLoader.Compiler.EXECUTABLE_MODEL,
                new CompiledPacks(CompiledPackStore.NONE),
                serving,
                () -> 0,
                pack -> {});
    }

    private static List<String> faulty(Loading loading) {
        return loading.reports().stream()
                .filter(report -> !report.isSound())
                .map(PackReport::name)
                .toList();
    }

    private void pack(String folder, String name, String taxonomy) throws IOException {
        Files.createDirectories(root.resolve(folder));
        Files.writeString(root.resolve(folder).resolve("pack.yaml"), """
                format: 1
                name: %s
                role: deciding
                subjects: [account]
                owner: tests
                reviewedAt: 2026-11-01
                taxonomies:
                  %s: {purpose: context, values: [high, low], default: low}
                """.formatted(name, taxonomy));
    }
}
