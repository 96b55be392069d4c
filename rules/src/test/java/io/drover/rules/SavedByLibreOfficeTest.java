package io.drover.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of RFM segments, opened with LibreOffice and saved, says what it said. */
class SavedByLibreOfficeTest {

    private static final Path PACK = Path.of("rfm");
    private static final Path SAVED = Path.of("..", "test-data", "libreoffice", "segments.drl.xlsx");

    @TempDir
    Path directory;

    @Test
    void decide_realCustomers_areAsPublished() throws IOException {
        Path pack = directory.resolve("rfm");
        copy(PACK, pack);
        Files.delete(pack.resolve("segments.drl.xlsx"));
        Files.copy(SAVED, pack.resolve("segments.drl.xlsx"));

        PackLoader.Loading loading =
                PackLoader.load(List.of(pack), Compiler.EXECUTABLE_MODEL, System::nanoTime, name -> {});

        assertThat(loading.reports())
                .allSatisfy(report -> assertThat(report.problems()).isEmpty());
        DecisionEngine engine = new DecisionEngine(Limits.defaults(), () -> 0);
        RfmOrders orders = RfmOrders.read(Path.of("..", "test-data", "rfm-orders"));
        Map<String, String> decided = new TreeMap<>();
        orders.requests()
                .forEach((customer, request) ->
                        decided.put(customer, RfmOrders.outcome(engine.decide(loading.ruleSet(), request, false))));
        assertThat(decided).hasSize(995).isEqualTo(orders.published());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
