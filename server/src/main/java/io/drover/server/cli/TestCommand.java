package io.drover.server.cli;

import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.pack.Severity;
import io.drover.engine.scenario.ScenarioResult;
import io.drover.server.cli.TestRun.TestedPack;
import io.drover.server.cli.TestRun.Wanted;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drover test}. */
@Command(
        name = "test",
        description = "Checks rule packs and runs their scenarios: what is decided, and which rules that proves.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every scenario passed, and no finding is grave enough for --fail-on",
            "1:a scenario failed, or there is such a finding",
            "2:wrong usage",
            "3:there is nothing to test"
        })
public final class TestCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final DecisionEngine engine;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "A rule pack, or a directory of rule packs.")
    private List<Path> directories = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", description = "human, json or junit. Default: human.")
    private OutputFormat format = OutputFormat.HUMAN;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "The least grave finding that makes the exit code 1: error, warning (such as a rule that no"
                    + " scenario proves) or information. Default: error.")
    private Severity failOn = Severity.ERROR;

    @Option(
            names = "--both-compilers",
            description =
                    "Run the scenarios under a second, independent compiler as well; the decisions must be equal.")
    private boolean bothCompilers;

    @Option(
            names = "--coverage",
            description =
                    "Measure for every rule whether it fires in a scenario and stays silent in a near miss, in which"
                            + " all but one of its conditions hold; what is not covered is a warning.")
    private boolean coverage;

    @Option(
            names = "--stubs",
            paramLabel = "DIR|-",
            description =
                    "Write scenarios for what --coverage finds uncovered, to a new file for each pack in DIR (such as"
                            + " its folder scenarios), or to the standard output, with the report on the standard error.")
    private String stubs = "";

    public TestCommand(Surroundings surroundings, DecisionEngine engine) {
        this.surroundings = surroundings;
        this.engine = engine;
    }

    @Override
    public Integer call() {
        Loading loading = PackDirectories.load(directories, Compiler.EXECUTABLE_MODEL, surroundings);
        Loading second = bothCompilers ? PackDirectories.load(directories, Compiler.CLASSIC, surroundings) : null;
        List<TestedPack> packs = new TestRun(engine, wanted(), surroundings.err()::println).test(loading, second);
        List<PackReport> reports = packs.stream().map(TestedPack::report).toList();
        PrintStream out = stubs.equals("-") ? surroundings.err() : surroundings.out();
        switch (format) {
            case HUMAN -> print(out, packs, reports);
            case JSON -> out.println(JsonText.pretty(TestReport.of(packs, wanted() != Wanted.SCENARIOS)));
            case JUNIT -> out.println(JunitReport.of(packs, failOn));
        }
        packs.forEach(this::writeStubs);
        boolean failed = packs.stream().anyMatch(pack -> pack.failed() > 0);
        return failed || CheckCommand.isFinding(reports, failOn) ? ExitCode.FINDING : ExitCode.WELL;
    }

    private Wanted wanted() {
        if (!stubs.isEmpty()) {
            return Wanted.STUBS;
        }
        return coverage ? Wanted.COVERAGE : Wanted.SCENARIOS;
    }

    private void writeStubs(TestedPack pack) {
        if (stubs.equals("-")) {
            StubFiles.print(pack.report().name(), pack.stubs(), surroundings.out());
        } else if (!pack.stubs().isEmpty()) {
            Path file = StubFiles.write(Path.of(stubs), pack.report().name(), pack.stubs());
            long left = pack.stubs().stream().filter(stub -> !stub.passes()).count();
            surroundings
                    .err()
                    .println("wrote " + pack.stubs().size() + " scenarios to " + file
                            + (left == 0 ? "" : "; " + left + " of them are to be completed"));
        }
    }

    private void print(PrintStream out, List<TestedPack> packs, List<PackReport> reports) {
        new ProblemPrinter(out).printAll(reports);
        packs.forEach(pack ->
                pack.results().stream().filter(result -> !result.passed()).forEach(result -> print(out, pack, result)));
        for (TestedPack pack : packs) {
            out.println(pack.report().name() + ": " + outcome(pack));
        }
        out.println(ProblemPrinter.summary(reports));
    }

    private String outcome(TestedPack pack) {
        String scenarios = pack.results().size() + " scenarios, " + pack.failed() + " failed; ";
        return switch (pack.extent()) {
            case NOT_TESTED -> "not tested: it has errors";
            case NOT_MEASURED -> scenarios + "coverage not measured";
            case WHOLE -> scenarios + proved(pack);
        };
    }

    private String proved(TestedPack pack) {
        return wanted() != Wanted.SCENARIOS
                ? pack.fired() + " of " + pack.rules() + " rules fired, " + pack.silent()
                        + " stayed silent in a near miss; coverage " + pack.percent() + " %"
                : pack.proved() + " of " + pack.rules() + " rules proved both ways";
    }

    private static void print(PrintStream out, TestedPack pack, ScenarioResult result) {
        out.println(pack.report().directory().resolve(result.file()).normalize() + ":" + result.line() + "  FAILED  "
                + result.name());
        result.failures()
                .forEach(failure -> out.println("    step " + failure.step()
                        + (failure.place().line() == null
                                ? ""
                                : ", line " + failure.place().line())
                        + ": " + failure.sentence()));
    }
}
