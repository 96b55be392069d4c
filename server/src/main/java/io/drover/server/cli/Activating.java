package io.drover.server.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.server.cli.ServerClient.Reply;
import org.jspecify.annotations.Nullable;

/** Has packs serve in other revisions. */
final class Activating {

    private Activating() {}

    /**
     * Has {@code name} serve in {@code revision}, in place of what is active now.
     *
     * @param pin null: as it is usual
     */
    static Reply put(
            ServerClient client, String name, String revision, String reason, @Nullable Boolean pin, boolean force) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("revision", revision).put("reason", reason);
        if (pin != null) {
            body.put("pin", pin);
        }
        if (force) {
            body.put("force", true);
        }
        Reply known = client.get("/v1/packs/" + name);
        return client.put("/v1/packs/" + name + "/active", body, known.tag());
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
