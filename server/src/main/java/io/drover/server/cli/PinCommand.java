package io.drover.server.cli;

import io.drover.server.cli.ServerClient.Reply;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code drover pin}. */
@Command(
        name = "pin",
        description =
                "Holds a rule pack of a server at a revision, by default the active one, whatever its source says.",
        mixinStandardHelpOptions = true)
public final class PinCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private RevisionArguments wanted = new RevisionArguments();

    @Mixin
    private ServerArguments server = new ServerArguments();

    public PinCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ServerClient client = server.client(surroundings);
        Reply pack = Activating.pack(client, wanted.name());
        String named = wanted.revision();
        String at = named == null ? pack.body().at("/active/revision").asText("") : named;
        if (at.isEmpty()) {
            throw new CannotRunException("Nothing of " + wanted.name() + " is active; name a revision.");
        }
        Reply reply = Activating.put(client, pack, at, wanted.reason(), true, false);
        if (!reply.isWell()) {
            throw new CannotRunException(reply.detail());
        }
        surroundings.out().println(wanted.name() + " " + at + ": serves, and is pinned there");
        return ExitCode.WELL;
    }
}
