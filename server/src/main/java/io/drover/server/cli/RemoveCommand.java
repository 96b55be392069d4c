package io.drover.server.cli;

import io.drover.server.cli.ServerClient.Reply;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drover remove}. */
@Command(
        name = "remove",
        description =
                "Has nothing of a rule pack that was pushed serve any more. Its revisions stay, and can be activated again.",
        mixinStandardHelpOptions = true)
public final class RemoveCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The rule pack.")
    private String name = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who look later.")
    private String reason = "";

    @Mixin
    private ServerArguments server = new ServerArguments();

    public RemoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ServerClient client = server.client(surroundings);
        Reply seen = Activating.pack(client, name);
        Reply reply = client.delete("/v1/packs/" + name + "?reason=" + ServerClient.encoded(reason), seen.tag());
        if (!reply.isWell()) {
            throw new CannotRunException(reply.detail());
        }
        surroundings.out().println(name + ": does not serve");
        return ExitCode.WELL;
    }
}
