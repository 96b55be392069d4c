package io.drover.server.cli;

import io.drover.server.decisionlog.DecisionLog;
import io.drover.server.decisionlog.Forgetting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover forget}. */
@Command(
        name = "forget",
        description = "Removes the facts of a subject from the decision log. Ids and hashes stay.",
        mixinStandardHelpOptions = true)
public final class ForgetCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "SUBJECT",
            description = "account:ID, customer:ID, or contact:ID for whoever is a contact of subjects.")
    private String subject = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory of the server. Default: DROVER_DATA, else data.")
    private @Nullable Path data;

    public ForgetCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        int colon = subject.indexOf(':');
        String kind = colon < 0 ? subject : subject.substring(0, colon);
        String id = subject.substring(colon + 1);
        Forgetting.Kind parsed = kindOf(kind);
        if (colon < 0 || id.isEmpty() || parsed == null) {
            throw new ParameterException(
                    spec.commandLine(), "The subject has to be account:ID, customer:ID or contact:ID.");
        }
        Path directory = DataDirectory.of(data, surroundings);
        try {
            Forgetting.Outcome outcome = new Forgetting(DecisionLog.in(directory), parsed, id).run();
            surroundings.out().println(sentence(outcome));
            return ExitCode.WELL;
        } catch (IOException | UncheckedIOException e) {
            throw new CannotRunException("The decision log in " + directory + " cannot be written anew: " + e
                    + ". Facts may be left in it; run the command again.");
        }
    }

    private static Forgetting.@Nullable Kind kindOf(String name) {
        return Stream.of(Forgetting.Kind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String sentence(Forgetting.Outcome outcome) {
        return "The facts of " + outcome.forgotten() + (outcome.forgotten() == 1 ? " decision" : " decisions")
                + " are removed"
                + (outcome.torn() == 0 ? "." : ", and " + outcome.torn() + " torn lines, which may have held some.");
    }
}
