package io.drover.bench.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;

/**
 * A pack is edited 50 times well and 50 times badly under load from 8 connections: no request fails, a bad edit changes nothing
 * but what the server says of the pack, and every answer is that of the one revision it names.
 */
final class EditSoak implements SoakRun {

    private static final int RULES = 60;
    private static final double REQUESTS_PER_SECOND = 200;

    @Override
    public boolean run(Site site) throws Exception {
        int edits = site.scaled(50);
        ResultFile file = site.resultFile("edits", "Edits of a pack under load");
        Variants variants = new Variants(RULES, site.rules());
        try (ServerProcess server = site.serve()) {
            DroverClient client = new DroverClient(server.uri());
            variants.ask(client);
            try (BackgroundLoad load =
                    new BackgroundLoad(server, variants.requests(), variants.check(), 8, REQUESTS_PER_SECOND)) {
                for (int edit = 1; edit <= edits; edit++) {
                    bad(variants, client, edit);
                    good(variants, client, edit + 1);
                }
                Thread.sleep(2_000);
                file.table("edits | revisions that answered | " + BackgroundLoad.HEADER);
                String phase = load.phase();
                file.row(edits + " good, " + edits + " bad | " + variants.revisionsSeen() + " | " + phase);
                file.load();
                return phase.contains(" | 0 | 0 | ");
            }
        }
    }

    private static void bad(Variants variants, DroverClient client, int serving) {
        String attempt = attempt(client.pack(variants.pack()));
        variants.saveBroken(serving);
        JsonNode status = client.await(variants.pack(), now -> !attempt(now).equals(attempt));
        if (!status.path("lastAttempt").path("outcome").asText().equals("refused")
                || status.path("problems").isEmpty()) {
            throw new IllegalStateException("A bad edit was not refused: " + status);
        }
        if (variants.ask(client) != serving) {
            throw new IllegalStateException("A bad edit changed the answer.");
        }
    }

    private static void good(Variants variants, DroverClient client, int variant) {
        String attempt = attempt(client.pack(variants.pack()));
        variants.save(variant);
        client.await(
                variants.pack(),
                now -> !attempt(now).equals(attempt)
                        && now.path("lastAttempt").path("outcome").asText().equals("activated"));
        if (variants.ask(client) != variant) {
            throw new IllegalStateException("A good edit did not change the answer.");
        }
    }

    private static String attempt(JsonNode status) {
        return status.path("lastAttempt").path("at").asText()
                + status.path("lastAttempt").path("revision").asText();
    }
}
