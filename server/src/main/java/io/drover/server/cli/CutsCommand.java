package io.drover.server.cli;

import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.CellCoverage;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.rfm.BadPopulationException;
import io.drover.engine.rfm.CutTableComputation;
import io.drover.engine.rfm.CutTableComputation.Columns;
import io.drover.engine.rfm.CutTableComputation.FileOptions;
import io.drover.engine.rfm.CutTableComputation.Result;
import io.drover.engine.rfm.CutTableParameters;
import io.drover.engine.rfm.CutTableWarnings.Warning;
import io.drover.engine.rfm.CutTableWriter;
import io.drover.model.decision.CutTable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover cuts}. */
@Command(
        name = "cuts",
        description =
                "Computes a cut table from a whole population, and prints it as JSON: one that turns recency, frequency and"
                        + " monetary value into scores from 1 to 5, or, with --metric, one that parts subjects by a value.",
        mixinStandardHelpOptions = true)
public final class CutsCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final DecisionEngine engine;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "The population: a CSV file with a header and a purchase, a signal or a subject a line; or, where its name"
                            + " ends in .ndjson, a decision request a line.")
    private Path file = Path.of("");

    @Option(
            names = "--as-of",
            required = true,
            paramLabel = "INSTANT",
            description = "Recency is measured up to here; what is later is left out.")
    private Instant asOf = Instant.EPOCH;

    @Mixin
    private CutsParameters parameters = new CutsParameters();

    @Option(
            names = {"--customer-column", "--id-column"},
            paramLabel = "NAME",
            description = "The column of the subject's id.")
    private @Nullable String customerColumn;

    @Option(names = "--date-column", paramLabel = "NAME", description = "The column of the purchase's date.")
    private @Nullable String dateColumn;

    @Option(
            names = {"--amount-column", "--value-column"},
            paramLabel = "NAME",
            description = "The column of the purchase's amount, or of the metric's value.")
    private @Nullable String amountColumn;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description =
                    "The directory of the rule packs that are to use the table: which scores of the population their rules"
                            + " leave out is a warning then.")
    private @Nullable Path rules;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the table. Default: the standard output.")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public CutsCommand(Surroundings surroundings, DecisionEngine engine) {
        this.surroundings = surroundings;
        this.engine = engine;
    }

    @Override
    public Integer call() {
        PrintStream err = surroundings.err();
        RuleSet users = rules == null
                ? RuleSet.of(List.of())
                : PackDirectories.loadSound(rules, surroundings, "no table is computed");
        try {
            Result result = compute(lines -> err.println(lines + " lines read"));
            write(CutTableWriter.write(result.table()));
            err.println(counts(result) + ", table " + result.table().id());
            List<Warning> warnings = new ArrayList<>(result.warnings());
            warnings.addAll(new CellCoverage(users, engine)
                    .warnings(result.cells(), result.table().computedAt()));
            warnings.forEach(warning -> err.println("warning: " + warning.detail()));
            return ExitCode.WELL;
        } catch (BadPopulationException e) {
            err.println(e.getMessage());
            e.problems().forEach(problem -> err.println(file + ":" + problem.line() + "  " + problem.message()));
            return ExitCode.COULD_NOT_RUN;
        }
    }

    private static String counts(Result result) {
        CutTable.Definition definition = result.table().definition();
        if (definition == null) {
            return result.subjects() + " subjects";
        }
        return result.subjects() + " customers, " + result.events()
                + (definition.isOfEngagement() ? " engagement signals" : " purchases");
    }

    private Result compute(LongConsumer progress) throws BadPopulationException {
        CutTableParameters known = parameters.read(asOf, spec.commandLine());
        FileOptions options = FileOptions.of(columns(known));
        try (InputStream population = new BufferedInputStream(Files.newInputStream(file))) {
            return file.toString().endsWith(".ndjson")
                    ? CutTableComputation.ofRequests(population, known, options, progress)
                    : CutTableComputation.ofCsv(population, known, options, progress);
        } catch (IOException e) {
            throw new CannotRunException("The file " + file + " cannot be read.", e);
        }
    }

    private Columns columns(CutTableParameters known) {
        Columns usual = Columns.defaults(known);
        return new Columns(
                customerColumn == null ? usual.subject() : List.of(customerColumn),
                dateColumn == null ? usual.date() : List.of(dateColumn),
                amountColumn == null ? usual.amount() : List.of(amountColumn));
    }

    private void write(String table) {
        if (out == null) {
            surroundings.out().print(table);
            surroundings.out().flush();
            return;
        }
        try {
            Files.writeString(out, table);
        } catch (IOException e) {
            throw new CannotRunException("The file " + out + " cannot be written.", e);
        }
    }
}
