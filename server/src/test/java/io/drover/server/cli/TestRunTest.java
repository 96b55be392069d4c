package io.drover.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.pack.PackProblem;
import io.drover.server.PatientEngine;
import io.drover.server.cli.TestRun.Extent;
import io.drover.server.cli.TestRun.TestedPack;
import io.drover.server.cli.TestRun.Wanted;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestRunTest {

    private static final DecisionEngine ENGINE = PatientEngine.create();

    private static Loading load(String packs) {
        return PackLoader.load(
                List.of(Path.of("src/test/packs", packs)), Compiler.EXECUTABLE_MODEL, System::nanoTime, pack -> {});
    }

    @Test
    void test_rulesThatCannotBeRelaxed_scenariosAreRunAndOneErrorSaysSo() {
        TestRun run = new TestRun(
                ENGINE,
                Wanted.STUBS,
                pack -> {
                    throw new IllegalStateException("no such rule");
                },
                progress -> {});

        List<TestedPack> packs = run.test(load("sound"), null);

        assertThat(packs).singleElement().satisfies(pack -> {
            assertThat(pack.results()).hasSize(2);
            assertThat(pack.failed()).isZero();
            assertThat(pack.extent()).isEqualTo(Extent.NOT_MEASURED);
            assertThat(pack.percent()).isNull();
            assertThat(pack.stubs()).isEmpty();
            assertThat(pack.report().problems().stream().map(PackProblem::code))
                    .containsExactly("coverage-not-measured");
        });
    }

    @Test
    void test_packWithErrors_isNotSaidToBeCovered() {
        List<TestedPack> packs = new TestRun(ENGINE, Wanted.COVERAGE, progress -> {}).test(load("broken"), null);

        assertThat(packs).singleElement().satisfies(pack -> {
            assertThat(pack.extent()).isEqualTo(Extent.NOT_TESTED);
            assertThat(pack.percent()).isNull();
        });
        assertThat(JsonText.pretty(TestReport.of(packs, true))).doesNotContain("\"percent\" : 100");
    }
}
