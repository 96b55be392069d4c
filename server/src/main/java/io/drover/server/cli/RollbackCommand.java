package io.drover.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.server.cli.ServerClient.Reply;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drover rollback}. */
@Command(
        name = "rollback",
        description = "Has a rule pack of a server serve again in a revision that served before.",
        mixinStandardHelpOptions = true)
public final class RollbackCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "NAME", description = "The rule pack.")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "REVISION",
            description = "The revision. Default: the one that began to serve last before the active one did.")
    private @Nullable String revision;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who look later.")
    private String reason = "";

    @Mixin
    private ServerArguments server = new ServerArguments();

    public RollbackCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ServerClient client = server.client(surroundings);
        JsonNode pack = Activating.pack(client, name).body();
        String to =
                revision == null ? before(client, pack.at("/active/revision").asText("")) : revision;
        Reply reply = Activating.put(client, name, to, reason, null, false);
        if (!reply.isWell()) {
            throw new CannotRunException(reply.detail());
        }
        boolean pinned = reply.body().path("pinned").asBoolean();
        surroundings.out().println(name + " " + to + ": serves" + (pinned ? ", and is pinned there" : ""));
        return ExitCode.WELL;
    }

    private String before(ServerClient client, String active) {
        JsonNode latest = null;
        for (JsonNode record :
                client.get("/v1/packs/" + name + "/revisions?limit=1000").body().path("items")) {
            boolean served = !record.path("activatedAt").isNull()
                    && !record.path("revision").asText().equals(active);
            boolean later = latest == null
                    || record.path("activatedAt")
                                    .asText()
                                    .compareTo(latest.path("activatedAt").asText())
                            > 0;
            latest = served && later ? record : latest;
        }
        if (latest == null) {
            throw new CannotRunException("No other revision of " + name + " has served that is kept.");
        }
        return latest.path("revision").asText();
    }
}
