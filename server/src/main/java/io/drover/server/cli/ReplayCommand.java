package io.drover.server.cli;

import io.drover.server.deciding.Replay;
import io.drover.server.deciding.Replay.Outcome;
import io.drover.server.decisionlog.DecisionLog;
import io.drover.server.decisionlog.DecisionLogReader;
import io.drover.server.decisionlog.LogLine;
import io.drover.server.decisionlog.TornLineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover replay}. */
@Command(
        name = "replay",
        description =
                "Makes a logged decision again, by the rules that made it, and compares the answers byte by byte.",
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final Function<Path, Replay> replays;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The decisionId of an answer.")
    private @Nullable String id;

    @Option(names = "--all", description = "Replay every decision that is logged whole, and count.")
    private boolean all;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory of the server. Default: DROVER_DATA, else data.")
    private @Nullable Path data;

    /** A command that replays what is in a data directory with what {@code replays} gives for it. */
    public ReplayCommand(Surroundings surroundings, Function<Path, Replay> replays) {
        this.surroundings = surroundings;
        this.replays = replays;
    }

    @Override
    public Integer call() {
        if (all == (id != null)) {
            throw new ParameterException(spec.commandLine(), "Give the id of a decision, or --all.");
        }
        Path directory = DataDirectory.of(data, surroundings);
        DecisionLogReader reader = new DecisionLogReader(DecisionLog.in(directory));
        Replay replay = replays.apply(directory);
        try {
            return id == null ? all(reader, replay) : one(reader, replay, id);
        } catch (TornLineException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CannotRunException("The decision log in " + directory + " cannot be read: " + e + ".");
        }
    }

    private int one(DecisionLogReader reader, Replay replay, String decisionId) throws IOException {
        LogLine logged = reader.find(decisionId)
                .orElseThrow(() -> new CannotRunException("There is no decision " + decisionId
                        + " in the decision log, or not any more; its data directory is named with --data."));
        Outcome outcome = replay.run(logged);
        if (outcome instanceof Outcome.Equal equal) {
            surroundings.out().println(text(equal.answer()));
            return ExitCode.WELL;
        }
        if (outcome instanceof Outcome.Different different) {
            if (different.answer().length > 0) {
                surroundings.out().println(text(different.answer()));
            }
            surroundings.err().println("The answer differs from the logged one: " + different.where());
            return ExitCode.FINDING;
        }
        throw new CannotRunException(((Outcome.Impossible) outcome).sentence());
    }

    private int all(DecisionLogReader reader, Replay replay) throws IOException {
        Tally tally = new Tally();
        reader.forEach(logged -> tally.count(logged, replay.run(logged), surroundings));
        surroundings
                .out()
                .println("%d decisions: %d equal, %d different, %d without their rules, %d without their facts"
                        .formatted(
                                tally.equal + tally.different + tally.noRules + tally.notWhole,
                                tally.equal,
                                tally.different,
                                tally.noRules,
                                tally.notWhole));
        if (tally.different > 0) {
            return ExitCode.FINDING;
        }
        return tally.noRules > 0 || tally.equal == 0 ? ExitCode.COULD_NOT_RUN : ExitCode.WELL;
    }

    private static String text(byte[] answer) {
        return new String(answer, StandardCharsets.UTF_8);
    }

    private static final class Tally {
        private int equal;
        private int different;
        private int noRules;
        private int notWhole;

        void count(LogLine logged, Outcome outcome, Surroundings surroundings) {
            if (outcome instanceof Outcome.Equal) {
                equal++;
            } else if (outcome instanceof Outcome.Different unlike) {
                different++;
                surroundings.err().println(logged.entry().decisionId() + " differs: " + unlike.where());
            } else if (outcome instanceof Outcome.Impossible impossible
                    && impossible.reason() == Replay.Reason.NO_RULES) {
                noRules++;
                surroundings.err().println(logged.entry().decisionId() + ": " + impossible.sentence());
            } else {
                notWhole++;
            }
        }
    }
}
