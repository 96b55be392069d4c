package io.drover.server.cli;

import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.impact.BudgetCheck;
import io.drover.engine.pack.PackProblem;
import io.drover.server.decisionlog.DecisionLog;
import io.drover.server.decisionlog.DecisionLogReader;
import io.drover.server.decisionlog.LogSpan;
import io.drover.server.impact.ImpactResult;
import io.drover.server.impact.ImpactRun;
import io.drover.server.impact.LoggedRequests;
import io.drover.server.impact.RequestSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drover impact}. */
@Command(
        name = "impact",
        description =
                "Tells who would move: decides requests by two revisions of the rules, and counts the subjects about"
                        + " which they decide otherwise.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:counted",
            "1:more subjects move than an impact budget of the new rules allows",
            "2:wrong usage",
            "3:there are no requests, or a pack has errors"
        })
public final class ImpactCommand implements Callable<Integer> {

    private static final int MOST_EXAMPLES = 1_000;

    private final Surroundings surroundings;
    private final DecisionEngine engine;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DIR",
            description = "The rules as they are: a rule pack, or a directory of rule packs.")
    private Path from = Path.of("");

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "The rules as they are to become.")
    private Path to = Path.of("");

    @ArgGroup(multiplicity = "1")
    private Requests requests = new Requests();

    /** Where the requests come from. */
    private static final class Requests {

        @Option(names = "--requests", paramLabel = "FILE", description = "A file with a decision request a line.")
        private @Nullable Path file;

        @Option(
                names = "--log",
                paramLabel = "DIR",
                description = "The data directory of a server that logs decisions with --decision-log=whole.")
        private @Nullable Path data;
    }

    @Option(
            names = "--since",
            paramLabel = "INSTANT",
            description = "With --log: the decisions that were made from then on. Default: all.")
    private @Nullable Instant since;

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            description = "With --log: the decisions that were made before. Default: all.")
    private @Nullable Instant until;

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            description = "With --requests: decide for this instant where a request names none. Default: now.")
    private @Nullable Instant asOf;

    @Option(
            names = "--examples",
            paramLabel = "COUNT",
            description = "How many subjects are named of those that move alike. Default: 5.")
    private int examples = 5;

    @Option(names = "--format", paramLabel = "FORMAT", description = "human or json. Default: human.")
    private OutputFormat format = OutputFormat.HUMAN;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command in which {@code engine} decides. */
    public ImpactCommand(Surroundings surroundings, DecisionEngine engine) {
        this.surroundings = surroundings;
        this.engine = engine;
    }

    @Override
    public Integer call() {
        checkUsage();
        String therefore = "nothing is decided";
        CompiledPacks compiledPacks = new CompiledPacks(CompiledPackStore.NONE);
        RuleSet before = PackDirectories.loadSound(from, compiledPacks, surroundings, therefore);
        RuleSet after = PackDirectories.loadSound(to, compiledPacks, surroundings, therefore);
        ImpactResult result = run(before, after);
        if (result.requests() == 0) {
            throw new CannotRunException("There are no requests to decide"
                    + (result.hashOnly() + result.forgotten() == 0
                            ? "."
                            : ": the decisions are logged without their facts; the server logs them with"
                                    + " --decision-log=whole."));
        }
        List<PackProblem> exceeded = after.packs().stream()
                .flatMap(pack -> BudgetCheck.exceeded(pack, result.impact()).stream())
                .toList();
        if (format == OutputFormat.JSON) {
            surroundings.out().println(JsonText.pretty(ImpactText.json(result, exceeded)));
        } else {
            new ImpactText(surroundings.out()).print(result, exceeded);
        }
        return exceeded.isEmpty() ? ExitCode.WELL : ExitCode.FINDING;
    }

    private void checkUsage() {
        if (format == OutputFormat.JUNIT) {
            throw new ParameterException(spec.commandLine(), "The formats of impact are human and json.");
        }
        if (examples < 0 || examples > MOST_EXAMPLES) {
            throw new ParameterException(spec.commandLine(), "--examples is a number from 0 to " + MOST_EXAMPLES + ".");
        }
        if (requests.data == null && (since != null || until != null)) {
            throw new ParameterException(spec.commandLine(), "--since and --until go with --log.");
        }
    }

    private ImpactResult run(RuleSet before, RuleSet after) {
        Instant now = surroundings.clock().instant();
        ImpactRun.Options options =
                new ImpactRun.Options(Runtime.getRuntime().availableProcessors(), examples, asOf == null ? now : asOf);
        try {
            return new ImpactRun(engine, options)
                    .run(source(), before, after, count -> surroundings.err().println(count + " subjects decided"));
        } catch (IOException e) {
            throw new CannotRunException("The requests cannot be read: " + e + ".", e);
        }
    }

    private RequestSource source() {
        if (requests.file != null) {
            return new RequestFile(requests.file);
        }
        if (requests.data == null) {
            throw new IllegalStateException("the library lets one of the two be given");
        }
        PackDirectories.requireAll(List.of(requests.data));
        LogSpan span = LogSpan.between(since == null ? Instant.MIN : since, until == null ? Instant.MAX : until);
        return new LoggedRequests(new DecisionLogReader(DecisionLog.in(requests.data)), span);
    }
}
