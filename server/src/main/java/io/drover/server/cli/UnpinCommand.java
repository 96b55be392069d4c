package io.drover.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.server.cli.ServerClient.Reply;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drover unpin}. */
@Command(
        name = "unpin",
        description = "Holds a rule pack of a server no more: what its source has is taken up.",
        mixinStandardHelpOptions = true)
public final class UnpinCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The rule pack.")
    private String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who look later.")
    private @Nullable String reason;

    @Mixin
    private ServerArguments server = new ServerArguments();

    public UnpinCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String query = reason == null ? "" : "?reason=" + ServerClient.encoded(reason);
        Reply reply = server.client(surroundings).delete("/v1/packs/" + name + "/pin" + query);
        if (!reply.isWell()) {
            throw new CannotRunException(reply.detail());
        }
        JsonNode active = reply.body().at("/active/revision");
        surroundings.out().println(name + " " + active.asText("nothing") + ": serves, and is not pinned");
        return ExitCode.WELL;
    }
}
