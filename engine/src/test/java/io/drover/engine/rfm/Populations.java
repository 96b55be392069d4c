package io.drover.engine.rfm;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drover.model.decision.CutMethod;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.CutTable.Definition;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Populations in files, and the tables of them. */
final class Populations {

    static final CutTableParameters PARAMETERS =
            CutTableParameters.published(Instant.parse("2026-05-15T00:00:00Z"), "USD");
    static final CutTableComputation.FileOptions OPTIONS = options(PARAMETERS);

    private Populations() {}

    static CutTableComputation.FileOptions options(CutTableParameters parameters) {
        return CutTableComputation.FileOptions.of(CutTableComputation.Columns.defaults(parameters));
    }

    static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    static CutTableComputation.Result csv(String text) throws Exception {
        return CutTableComputation.ofCsv(bytes(text), PARAMETERS, OPTIONS, line -> {});
    }

    static CutTableComputation.Result csv(String text, CutTableParameters parameters) throws Exception {
        return CutTableComputation.ofCsv(bytes(text), parameters, options(parameters), line -> {});
    }

    static List<BigDecimal> numbers(String... numbers) {
        return Stream.of(numbers).map(BigDecimal::new).toList();
    }

    static CutTableParameters parameters(String metric, @Nullable Definition definition, CutMethod method) {
        boolean isRfm = metric.equals(CutTable.RFM);
        return new CutTableParameters(
                PARAMETERS.asOf(),
                metric,
                definition,
                method,
                isRfm ? CutTable.FIFTHS : numbers("0.5", "0.8", "0.95"),
                Map.of(),
                CutTableParameters.isOfMoney(metric) ? "USD" : null,
                null,
                1);
    }

    static List<String> problems(InputStream csv) {
        BadPopulationException bad = catchThrowableOfType(
                BadPopulationException.class, () -> CutTableComputation.ofCsv(csv, PARAMETERS, OPTIONS, line -> {}));
        return bad.problems().stream().map(PopulationProblem::toString).toList();
    }
}
