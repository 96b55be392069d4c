package io.drover.server.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.server.cli.ServerClient.Reply;
import org.jspecify.annotations.Nullable;

/** Has packs serve in other revisions. */
final class Activating {

    private Activating() {}

    /**
     * Has a pack serve in {@code revision}, in place of what is active of it, if that is still what {@code seen} says.
     *
     * @param seen the pack as the server had it
     * @param pin null: as it is usual
     */
    static Reply put(
            ServerClient client, Reply seen, String revision, String reason, @Nullable Boolean pin, boolean force) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("revision", revision).put("reason", reason);
        if (pin != null) {
            body.put("pin", pin);
        }
        if (force) {
            body.put("force", true);
        }
        String name = seen.body().path("name").asText();
        return client.put("/v1/packs/" + name + "/active", body, seen.tag());
    }

    /** The pack {@code name} as the server has it. */
    static Reply pack(ServerClient client, String name) {
        Reply reply = client.get("/v1/packs/" + name);
        if (!reply.isWell()) {
            throw new CannotRunException(reply.detail());
        }
        return reply;
    }
}
