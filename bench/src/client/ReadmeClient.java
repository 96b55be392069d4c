package client;

import client.api.DecisionsApi;
import client.api.HealthApi;
import client.api.PacksApi;
import client.model.Customer;
import client.model.Decision;
import client.model.DecisionRequest;
import client.model.LoggedDecision;
import client.model.PackPage;
import client.model.PackStatus;
import client.model.PreviousDecision;
import client.model.Problem;
import client.model.RfmScore;
import client.model.TreatmentDecision;
import java.time.OffsetDateTime;
import java.util.Objects;

/** What an application does with the client that was generated for it: the request of the README, and what belongs to it. */
public final class ReadmeClient {

    private static final OffsetDateTime AS_OF = OffsetDateTime.parse("2026-05-15T12:00:00Z");

    private static int failed;

    private ReadmeClient() {}

    /** Takes the server's address; prints a line for each thing it looked at, and exits with 1 if one was not as expected. */
    public static void main(String[] arguments) throws ApiException {
        ApiClient server = new ApiClient();
        server.updateBaseUri(arguments[0]);
        is("the server", "ready", String.valueOf(new HealthApi(server).ready().getStatus()));
        DecisionsApi decisions = new DecisionsApi(server);
        Decision decision = decisions.decide(request(), false);
        decision(decision);
        is("the explanation where it is asked for", false, decisions.decide(request(), true).getExplanation().isEmpty());
        packs(new PacksApi(server), decision);
        logged(decisions.getDecision(decision.getDecisionId()), decision);
        problem(server, decisions);
        System.exit(failed == 0 ? 0 : 1);
    }

    private static DecisionRequest request() {
        return new DecisionRequest()
                .asOf(AS_OF)
                .addPacksItem("rfm")
                .customer(new Customer().id("ada"))
                .rfm(new RfmScore().r(1).f(4).m(5))
                .previous(new PreviousDecision()
                        .asOf(AS_OF.minusDays(1))
                        .putClassificationsItem("rfm_crm", "loyal"));
    }

    private static void decision(Decision decision) {
        is("asOf", AS_OF, decision.getAsOf());
        is("the subject", "ada", decision.getSubject().getId());
        is("an unclassified value", true, decision.getClassifications().containsKey("rfm_cells"));
        is("an unclassified value", null, decision.getClassifications().get("rfm_cells"));
        is("rfm_crm", "at-risk", decision.getClassifications().get("rfm_crm"));
        is("rfm_segment", "Can't Lose Them", decision.getClassifications().get("rfm_segment"));
        is("the transition from", "loyal", decision.getTransitions().getChanged().get(0).getFrom());
        is("the transition to", "at-risk", decision.getTransitions().getChanged().get(0).getTo());
        is("since", AS_OF, decision.getSince().getClassifications().get("rfm_crm"));
        TreatmentDecision treatment = decision.getTreatments().get(0);
        is("the first treatment", "rfm-crm.reengagement", treatment.getKey());
        is("its status", TreatmentDecision.StatusEnum.SELECTED, treatment.getStatus());
        is("its dueBy", OffsetDateTime.parse("2026-05-22T12:00:00Z"), treatment.getDueBy());
        is("no explanation", true, decision.getExplanation() == null || decision.getExplanation().isEmpty());
    }

    private static void packs(PacksApi packs, Decision decision) throws ApiException {
        PackPage page = packs.listPacks(1, null);
        is("a page of one", 1, page.getItems().size());
        is("the next page", 1, packs.listPacks(1, page.getNext()).getItems().size());
        PackStatus pack = packs.getPack("rfm");
        is("the pack", "rfm", pack.getName());
        is("its revision", decision.getPacks().get("rfm"), pack.getActive().getRevision());
        is("the vocabulary's revision", pack.getActive().getRevision(), packs.getVocabulary("rfm").getRevision());
    }

    private static void logged(LoggedDecision logged, Decision decision) {
        is("the logged revision", decision.getRevision(), logged.getRevision());
        is("the logged subject", "ada", logged.getSubject().getId());
    }

    private static void problem(ApiClient server, DecisionsApi decisions) {
        try {
            decisions.decide(request().addPacksItem("rfn"), false);
            is("a request for an unknown pack", "a problem", "a decision");
        } catch (ApiException e) {
            is("the status of the problem", 422, e.getCode());
            try {
                Problem problem = server.getObjectMapper().readValue(e.getResponseBody(), Problem.class);
                is("its type", "/problems/invalid-request", String.valueOf(problem.getType()));
                is("its status", 422, problem.getStatus());
                is("its pointer", "/packs/0", problem.getViolations().get(0).getPointer());
                is("its suggestion", "rfm", problem.getViolations().get(0).getSuggestion());
            } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
                is("the problem", "JSON", e.getResponseBody());
            }
        }
    }

    private static void is(String what, Object expected, Object found) {
        boolean well = Objects.equals(expected, found);
        failed += well ? 0 : 1;
        System.out.println((well ? "as expected: " : "NOT AS EXPECTED: ") + what + ": " + found);
    }
}
