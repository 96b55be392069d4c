package io.drover.server.cli;

import io.drover.server.cli.ServerClient.Reply;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drover pin}. */
@Command(
        name = "pin",
        description = "Holds a rule pack of a server at a revision, whatever its source says.",
        mixinStandardHelpOptions = true)
public final class PinCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "NAME", description = "The rule pack.")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "REVISION",
            description = "The revision. Default: the active one.")
    private @Nullable String revision;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who look later.")
    private String reason = "";

    @Mixin
    private ServerArguments server = new ServerArguments();

    public PinCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ServerClient client = server.client(surroundings);
        String active =
                Activating.pack(client, name).body().at("/active/revision").asText("");
        String at = revision == null ? active : revision;
        if (at.isEmpty()) {
            throw new CannotRunException("Nothing of " + name + " is active; name a revision.");
        }
        Reply reply = Activating.put(client, name, at, reason, true, false);
        if (!reply.isWell()) {
            throw new CannotRunException(reply.detail());
        }
        surroundings.out().println(name + " " + at + ": serves, and is pinned there");
        return ExitCode.WELL;
    }
}
