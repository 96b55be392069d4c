package io.drover.server.cli;

import io.drover.engine.compile.PackReport;
import io.drover.engine.diff.PackComparison;
import io.drover.engine.diff.PackDiff;
import io.drover.engine.diff.PackDifference;
import io.drover.engine.diff.ReadPack;
import io.drover.engine.drl.RuleParser;
import io.drover.engine.drl.RuleParsing;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.PackReader;
import io.drover.engine.pack.PackReading;
import io.drover.engine.pack.RulePack;
import io.drover.engine.pack.Severity;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover diff}. */
@Command(
        name = "diff",
        description = "Tells in words what differs between two revisions of rule packs.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:compared, whether anything differs or not",
            "2:wrong usage",
            "3:there is nothing to compare, or a pack has errors"
        })
public final class DiffCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "OLD", description = "A rule pack, or a directory of rule packs.")
    private Path old = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The same in another revision.")
    private Path now = Path.of("");

    @Option(names = "--format", paramLabel = "FORMAT", description = "human or json. Default: human.")
    private OutputFormat format = OutputFormat.HUMAN;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public DiffCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (format == OutputFormat.JUNIT) {
            throw new ParameterException(spec.commandLine(), "The formats of diff are human and json.");
        }
        PackDirectories.requireAll(List.of(old, now));
        List<PackDiff> packs = PackComparison.compare(read(old), read(now));
        if (format == OutputFormat.JSON) {
            surroundings.out().println(JsonText.pretty(new Report(packs)));
        } else {
            packs.forEach(this::print);
        }
        return ExitCode.WELL;
    }

    /** What was found, for machines. */
    private record Report(List<PackDiff> packs) {}

    private void print(PackDiff diff) {
        surroundings.out().println(diff.summary());
        for (PackDifference difference : diff.differences()) {
            surroundings.out().println("    " + difference.sentence());
        }
    }

    private List<ReadPack> read(Path location) {
        List<ReadPack> packs = new ArrayList<>();
        try {
            for (Path folder : PackReader.packDirectories(location)) {
                packs.add(readPack(folder));
            }
        } catch (UncheckedIOException e) {
            throw new CannotRunException("A rule pack cannot be read: " + e.getMessage(), e);
        }
        if (packs.isEmpty()) {
            throw PackDirectories.noPack(List.of(location));
        }
        return packs;
    }

    private ReadPack readPack(Path folder) {
        PackReading reading = PackReader.read(folder);
        RulePack pack = reading.pack();
        RuleParsing parsing = pack == null ? null : RuleParser.parse(pack);
        List<PackProblem> errors = Stream.concat(
                        reading.problems().stream(), parsing == null ? Stream.of() : parsing.problems().stream())
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        if (pack == null || parsing == null || !errors.isEmpty()) {
            new ProblemPrinter(surroundings.err())
                    .printAll(List.of(new PackReport(reading.name(), folder, reading.revision(), errors, List.of())));
            throw new CannotRunException("The pack in " + folder + " has errors, so nothing is compared.");
        }
        return new ReadPack(pack, parsing.rules());
    }
}
