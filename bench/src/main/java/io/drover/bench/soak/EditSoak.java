package io.drover.bench.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;

/**
 * A pack is edited 50 times well and 50 times badly under load from 8 connections: no request fails, a bad edit changes nothing
 * but what the server says of the pack, and every answer is that of the one revision it names, the old one or the new one.
 */
final class EditSoak implements SoakRun {

    private static final int RULES = 60;
    private static final int CONNECTIONS = 8;
    private static final int REQUESTS_PER_SECOND = 200;

    @Override
    public String title() {
        return "Edits of a pack under load";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        int edits = site.scaled(50);
        Variants variants = new Variants(RULES, site.rules());
        try (ServerProcess server = site.serve()) {
            DroverClient client = new DroverClient(server.uri());
            variants.ask(client);
            try (BackgroundLoad load = new BackgroundLoad(
                    server, variants.requests(), variants.check(), CONNECTIONS, REQUESTS_PER_SECOND)) {
                int refused = 0;
                for (int edit = 1; edit <= edits; edit++) {
                    refused += bad(variants, client, edit) ? 1 : 0;
                    variants.activate(edit + 1, client);
                }
                file.line("A pack of " + RULES + " rules, " + edits + " good and as many bad edits in turn, load of "
                        + REQUESTS_PER_SECOND + " requests/s from " + CONNECTIONS + " connections.");
                file.table(BackgroundLoad.HEADER);
                file.row(load.phase());
                load.claimAllRight(claims);
                claims.claim(
                        "every bad edit was refused, said so, and changed no answer",
                        refused == edits,
                        refused + " of " + edits);
                claims.claim(
                        "every good edit served, and its answers were those of its revision",
                        variants.revisionsSeen() == edits + 1,
                        variants.revisionsSeen() + " revisions answered, " + edits + " edits and what was before");
            }
        }
    }

    private static boolean bad(Variants variants, DroverClient client, int serving) {
        String attempt = attempt(client.pack(variants.pack()));
        variants.saveBroken(serving);
        JsonNode status = client.await(variants.pack(), now -> !attempt(now).equals(attempt));
        return status.path("lastAttempt").path("outcome").asText().equals("refused")
                && status.path("problems").findValuesAsText("severity").contains("error")
                && status.path("active").path("revision").asText().equals(variants.revision(serving))
                && variants.ask(client) == serving;
    }

    private static String attempt(JsonNode status) {
        return status.path("lastAttempt").path("at").asText()
                + status.path("lastAttempt").path("revision").asText();
    }
}
