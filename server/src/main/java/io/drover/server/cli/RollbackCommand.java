package io.drover.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.server.cli.ServerClient.Reply;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code drover rollback}. */
@Command(
        name = "rollback",
        description =
                "Has a rule pack of a server serve again in a revision that served before, by default in the one that"
                        + " the active one took the place of.",
        mixinStandardHelpOptions = true)
public final class RollbackCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private RevisionArguments wanted = new RevisionArguments();

    @Mixin
    private ServerArguments server = new ServerArguments();

    public RollbackCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ServerClient client = server.client(surroundings);
        Reply pack = Activating.pack(client, wanted.name());
        String named = wanted.revision();
        String to = named == null
                ? before(client, pack.body().at("/active/revision").asText(""))
                : named;
        Reply reply = Activating.put(client, pack, to, wanted.reason(), null, false);
        if (!reply.isWell()) {
            throw new CannotRunException(reply.detail());
        }
        boolean pinned = reply.body().path("pinned").asBoolean();
        surroundings.out().println(wanted.name() + " " + to + ": serves" + (pinned ? ", and is pinned there" : ""));
        return ExitCode.WELL;
    }

    /** What the audit says that {@code active} replaced; its lines are in the order in which things happened, whatever clocks said. */
    private String before(ServerClient client, String active) {
        Set<Long> undone = new HashSet<>();
        String cursor = "";
        do {
            Reply page = client.get("/v1/audit?limit=1000" + cursor);
            if (!page.isWell()) {
                throw new CannotRunException(page.detail());
            }
            for (JsonNode line : page.body().path("items")) {
                if (line.has("of")) {
                    undone.add(line.path("of").asLong());
                }
                String from = replaced(line, active);
                if (!from.isEmpty() && !undone.contains(line.path("sequence").asLong())) {
                    return from;
                }
            }
            cursor = page.body().path("next").isNull()
                    ? ""
                    : "&cursor=" + page.body().path("next").asText();
        } while (!cursor.isEmpty());
        throw new CannotRunException("The audit knows no revision of " + wanted.name()
                + " that served before the active one; name one that GET /v1/packs/" + wanted.name()
                + "/revisions lists.");
    }

    /** The revision in whose place {@code active} began to serve by what {@code line} tells; empty: that is about something else. */
    private String replaced(JsonNode line, String active) {
        String event = line.path("event").asText();
        if (!event.equals("activation") && !event.equals("rollback")) {
            return "";
        }
        for (JsonNode change : line.path("changes")) {
            String from = change.path("from").asText("");
            boolean isIt = change.path("pack").asText().equals(wanted.name())
                    && change.path("to").asText("").equals(active);
            if (isIt && !from.equals(active)) {
                return from;
            }
        }
        return "";
    }
}
