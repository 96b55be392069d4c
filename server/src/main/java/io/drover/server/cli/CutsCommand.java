package io.drover.server.cli;

import io.drover.engine.rfm.BadPopulationException;
import io.drover.engine.rfm.CutTableComputation;
import io.drover.engine.rfm.CutTableComputation.Columns;
import io.drover.engine.rfm.CutTableComputation.Result;
import io.drover.engine.rfm.CutTableWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover cuts}. */
@Command(
        name = "cuts",
        description = "Computes a cut table, which turns recency, frequency and monetary value into scores from 1 to 5,"
                + " from the purchases of a whole population, and prints it as JSON.",
        mixinStandardHelpOptions = true)
public final class CutsCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "Purchases: a CSV file with a header and one purchase a line; or, where its name ends in .ndjson,"
                            + " one decision request for a customer a line.")
    private Path file = Path.of("");

    @Option(
            names = "--as-of",
            required = true,
            paramLabel = "INSTANT",
            description = "Recency is measured up to here; later purchases are left out.")
    private Instant asOf = Instant.EPOCH;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            description = "The currency of the amounts, an ISO 4217 code. Default: USD.")
    private String currency = "USD";

    @Option(names = "--customer-column", paramLabel = "NAME", description = "The column of the customer's id.")
    private @Nullable String customerColumn;

    @Option(names = "--date-column", paramLabel = "NAME", description = "The column of the purchase's date.")
    private @Nullable String dateColumn;

    @Option(names = "--amount-column", paramLabel = "NAME", description = "The column of the purchase's amount.")
    private @Nullable String amountColumn;

    @Option(names = "--description", paramLabel = "TEXT", description = "What people should know of the table.")
    private @Nullable String description;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the table. Default: the standard output.")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public CutsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PrintStream err = surroundings.err();
        try {
            Result result = compute(lines -> err.println(lines + " lines read"));
            write(CutTableWriter.write(result.table()));
            err.println(result.customers() + " customers, " + result.purchases() + " purchases, table "
                    + result.table().id());
            result.warnings().forEach(warning -> err.println("warning: " + warning));
            return ExitCode.WELL;
        } catch (BadPopulationException e) {
            err.println(e.getMessage());
            e.problems().forEach(problem -> err.println(file + ":" + problem.line() + "  " + problem.message()));
            return ExitCode.COULD_NOT_RUN;
        }
    }

    private Result compute(LongConsumer progress) throws BadPopulationException {
        CutTableComputation.Parameters parameters = parameters();
        try (InputStream purchases = new BufferedInputStream(Files.newInputStream(file))) {
            return file.toString().endsWith(".ndjson")
                    ? CutTableComputation.ofRequests(purchases, parameters, progress)
                    : CutTableComputation.ofCsv(purchases, parameters, progress);
        } catch (IOException e) {
            throw new CannotRunException("The file " + file + " cannot be read.", e);
        }
    }

    private CutTableComputation.Parameters parameters() {
        if (!currency.matches("[A-Z]{3}")) {
            throw new ParameterException(
                    spec.commandLine(), "The currency \"" + currency + "\" is not three capital letters such as USD.");
        }
        Columns usual = Columns.defaults();
        CutTableComputation.Parameters parameters = CutTableComputation.Parameters.of(asOf, currency)
                .withColumns(new Columns(
                        customerColumn == null ? usual.customer() : List.of(customerColumn),
                        dateColumn == null ? usual.date() : List.of(dateColumn),
                        amountColumn == null ? usual.amount() : List.of(amountColumn)));
        return description == null ? parameters : parameters.withDescription(description);
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
