package io.drover.server.cli;

import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.pack.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover check}. */
@Command(
        name = "check",
        description = "Checks rule packs, and tells every finding with its place and remedy.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:no finding that is grave enough for --fail-on",
            "1:such a finding, or a line of the population that cannot be decided",
            "2:wrong usage",
            "3:there is nothing to check"
        })
public final class CheckCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final DecisionEngine engine;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "A rule pack, or a directory of rule packs.")
    private List<Path> directories = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", description = "human or json. Default: human.")
    private OutputFormat format = OutputFormat.HUMAN;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "The least grave finding that makes the exit code 1: error, warning or information."
                    + " Default: error. Errors keep a pack from serving, but for those in its scenarios.")
    private Severity failOn = Severity.ERROR;

    @Mixin
    private LintArguments lint = new LintArguments();

    @Option(
            names = "--watch",
            description =
                    "Go on: check a pack again whenever a file of it is saved, until Ctrl-C ends it with the exit code 0.")
    private boolean watch;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public CheckCommand(Surroundings surroundings, DecisionEngine engine) {
        this.surroundings = surroundings;
        this.engine = engine;
    }

    @Override
    public Integer call() {
        if (format == OutputFormat.JUNIT) {
            throw new ParameterException(spec.commandLine(), "The formats of check are human and json.");
        }
        lint.check(spec.commandLine());
        if (watch) {
            if (format == OutputFormat.JSON) {
                throw new ParameterException(
                        spec.commandLine(), "With --watch findings are printed for human readers.");
            }
            return new CheckLoop(
                            directories,
                            loading -> lint.judge(
                                    loading,
                                    lint.population(loading.ruleSet(), engine, surroundings),
                                    engine,
                                    surroundings),
                            surroundings)
                    .run();
        }
        Loading loading = PackDirectories.load(directories, Compiler.EXECUTABLE_MODEL, surroundings);
        PopulationReading population = lint.population(loading.ruleSet(), engine, surroundings);
        List<PackReport> reports = lint.judge(loading, population, engine, surroundings);
        if (format == OutputFormat.JSON) {
            surroundings.out().println(JsonText.pretty(CheckReport.of(reports, population)));
        } else {
            new ProblemPrinter(surroundings.out()).printAll(reports);
            if (population != null) {
                population.print(surroundings.out());
            }
            surroundings.out().println(ProblemPrinter.summary(reports));
        }
        boolean badLines = population != null && population.badLines() > 0;
        return badLines || isFinding(reports, failOn) ? ExitCode.FINDING : ExitCode.WELL;
    }

    /** Whether {@code reports} have a problem that is at least as grave as {@code failOn}. */
    static boolean isFinding(List<PackReport> reports, Severity failOn) {
        return reports.stream()
                .flatMap(report -> report.problems().stream())
                .anyMatch(problem -> problem.severity().compareTo(failOn) <= 0);
    }
}
