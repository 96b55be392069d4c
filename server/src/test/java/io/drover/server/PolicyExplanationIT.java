package io.drover.server;

import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why the policy of the reference packs holds a treatment back, on the wire. */
class PolicyExplanationIT {

    private static final Path RULES = Path.of("..", "rules");

    private static final String REQUEST = """
            { "asOf": "2026-05-15T12:00:00Z",
              "account": {"id": "acme", "subscriptionStatus": "trial", "employees": 20},
              "consents": [
                {"channel": "email", "purpose": "service", "status": "granted", "at": "2026-01-01T00:00:00Z", "expiresAt": "2026-03-01T00:00:00Z"},
                {"channel": "*", "purpose": "Service", "status": "granted", "at": "2026-04-01T00:00:00Z"},
                {"channel": "*", "status": "denied", "at": "2026-02-01T00:00:00Z"}],
              "treatmentsGiven": [{"pack": "trial-onboarding", "key": "onboarding.guided-email", "at": "2026-05-01T09:00:00Z"}] }
            """;

    private static JsonNode why(JsonNode decision, String reason) {
        for (JsonNode explained : decision.path("explanation")) {
            if (explained.path("conclusion").asText().equals("onboarding.guided-email=" + reason)) {
                return explained;
            }
        }
        throw new AssertionError("no reason " + reason);
    }

    @Test
    void decide_explain_everyReasonHasTheFactsItRestsOn(@TempDir Path rules) throws IOException {
        for (String pack : new String[] {"trial-onboarding", "contact-policy"}) {
            Trees.copy(RULES.resolve(pack), Files.createDirectory(rules.resolve(pack)));
        }
        try (TestServer server = TestServer.start(rules)) {
            JsonNode decision = json(server.send(server.request("/v1/decisions?explain=true")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(REQUEST))));

            JsonNode noConsent = why(decision, "no-consent");
            assertThat(noConsent.path("facts")).isEqualTo(json("""
                            ["CandidateTreatment trial-onboarding/onboarding.guided-email",
                             "Consent * 2026-02-01T00:00:00Z", "Consent email 2026-01-01T00:00:00Z"]"""));
            assertThat(noConsent.path("values")).isEqualTo(json("""
                    {"consents": [
                      {"at": "2026-01-01T00:00:00Z", "channel": "email", "expired": true, "expiresAt": "2026-03-01T00:00:00Z", "purpose": "service", "status": "granted"},
                      {"at": "2026-02-01T00:00:00Z", "channel": "*", "expired": false, "status": "denied"}]}"""));
            assertThat(why(decision, "do-not-contact").at("/values/consents")).isEqualTo(json("""
                            [{"at": "2026-02-01T00:00:00Z", "channel": "*", "expired": false, "status": "denied"}]"""));
            assertThat(why(decision, "cooldown").path("values")).isEqualTo(json("""
                    {"coolsUntil": "2027-05-01T09:00:00Z", "givenAt": "2026-05-01T09:00:00Z"}"""));
            assertThat(decision.path("warnings").path(0).path("code").asText()).isEqualTo("unknown-purpose");
        }
    }
}
