package io.drover.rules;

import io.drover.model.decision.DecisionRequest;
import io.drover.model.fact.Account;
import io.drover.model.fact.Contact;
import io.drover.model.fact.Customer;
import io.drover.model.fact.Opportunity;
import io.drover.model.fact.Purchase;
import io.drover.model.fact.RfmScore;
import io.drover.model.fact.Signal;
import io.drover.model.fact.SupportTicket;
import io.drover.model.fact.SurveyResponse;
import io.drover.model.fact.Technology;
import io.drover.model.fact.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests by chance, from a seed: subjects of both kinds, with facts that are now and then in the future. */
final class RandomRequests {

    private final Chance chance;
    private final RandomFacts facts;

    RandomRequests(long seed) {
        this.chance = new Chance(seed);
        this.facts = new RandomFacts(chance);
    }

    /** The next request: of three, two about an account and one about a customer. */
    DecisionRequest next() {
        return chance.below(3) < 2 ? account() : customer();
    }

    private DecisionRequest account() {
        List<Contact> contacts = facts.contacts();
        return request(
                facts.account(),
                null,
                contacts,
                facts.signals(contacts),
                chance.below(4) == 0 ? facts.purchases() : List.of(),
                facts.opportunities(),
                facts.technologies(),
                facts.usage());
    }

    private DecisionRequest customer() {
        return request(
                null,
                facts.customer(),
                List.of(),
                facts.signals(List.of()),
                facts.purchases(),
                List.of(),
                List.of(),
                chance.below(2) == 0 ? facts.usage() : List.of());
    }

    private DecisionRequest request(
            Account account,
            Customer customer,
            List<Contact> contacts,
            List<Signal> signals,
            List<Purchase> purchases,
            List<Opportunity> opportunities,
            List<Technology> technologies,
            List<Usage> usage) {
        boolean scored = chance.below(customer == null ? 4 : 2) == 0;
        RfmScore rfm = scored ? facts.rfm() : null;
        return new DecisionRequest(
                Chance.NOON,
                null,
                account,
                customer,
                contacts,
                signals,
                purchases,
                opportunities,
                technologies,
                usage,
                List.of(),
                List.of(),
                facts.consents(contacts),
                facts.given(contacts),
                rfm,
                facts.previous(),
                Map.of(),
                Map.of(),
                null);
    }

    /** The same request with every list in another order. */
    DecisionRequest shuffled(DecisionRequest request) {
        return new DecisionRequest(
                request.asOf(),
                request.packs(),
                request.account(),
                request.customer(),
                chance.shuffled(request.contacts()),
                chance.shuffled(request.signals()),
                chance.shuffled(request.purchases()),
                chance.shuffled(request.opportunities()),
                chance.shuffled(request.technologies()),
                chance.shuffled(request.usage()),
                chance.shuffled(request.supportTickets()),
                chance.shuffled(request.surveys()),
                chance.shuffled(request.consents()),
                chance.shuffled(request.treatmentsGiven()),
                request.rfm(),
                request.previous(),
                request.facts(),
                request.cutTables(),
                request.with());
    }

    /** The request with facts that no reference pack looks at: news of the weather, a technology, a ticket, an opinion. */
    static DecisionRequest withUnrelatedFacts(DecisionRequest request) {
        Instant before = request.asOf().minus(Duration.ofDays(2));
        List<Signal> signals = new ArrayList<>(request.signals());
        signals.add(new Signal("unrelated", null, "weather.changed", before, null, Map.of("pageType", "sky"), null));
        List<Technology> technologies = new ArrayList<>(request.technologies());
        technologies.add(new Technology("barometer", "unrelated", "weather", before, null, null));
        return new DecisionRequest(
                request.asOf(),
                request.packs(),
                request.account(),
                request.customer(),
                request.contacts(),
                signals,
                request.purchases(),
                request.opportunities(),
                technologies,
                request.usage(),
                List.of(new SupportTicket("weather", "low", before, null, null)),
                List.of(new SurveyResponse("NPS", BigDecimal.TEN, before, null)),
                request.consents(),
                request.treatmentsGiven(),
                request.rfm(),
                request.previous(),
                request.facts(),
                request.cutTables(),
                request.with());
    }
}
