package io.drover.engine.decide;

import io.drover.model.decision.DecisionRequest;
import io.drover.model.fact.Account;
import io.drover.model.fact.CandidateTreatment;
import io.drover.model.fact.CandidateTreatment.Circumstances;
import io.drover.model.fact.Consent;
import io.drover.model.fact.Contact;
import io.drover.model.fact.Customer;
import io.drover.model.fact.DecisionTime;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of candidates the facts that the rules of a policy pack judge. One for each decision. */
final class CandidateFacts {

    private final DecisionTime time;
    private final int controlBucket;
    private final List<Consent> consents;
    private final ZoneId zone;
    private final Map<String, ZoneId> zonesOfContacts = new HashMap<>();

    CandidateFacts(DecisionRequest request, DecisionTime time) {
        this.time = time;
        this.controlBucket = ControlBucket.of(request.subject());
        this.consents = request.consents().stream()
                .filter(consent -> !consent.at().isAfter(time.asOf()))
                .toList();
        this.zone = zoneOf(request);
        for (Contact contact : request.contacts()) {
            zone(contact.timezone()).ifPresent(known -> zonesOfContacts.put(contact.id(), known));
        }
    }

    /** The fact about {@code candidacy}. */
    CandidateTreatment of(Candidacy candidacy) {
        String contactId = candidacy.contactId();
        return new CandidateTreatment(
                candidacy.pack(),
                candidacy.key(),
                contactId,
                candidacy.definition().channel(),
                candidacy.definition().purpose(),
                candidacy.definition().priority(),
                candidacy.since(),
                candidacy.definition().suppression(),
                controlBucket,
                new Circumstances(
                        consents,
                        candidacy.coolDown(),
                        contactId == null ? zone : zonesOfContacts.getOrDefault(contactId, zone),
                        time));
    }

    /** The time zone of the subject of {@code request}; UTC where none is known. */
    static ZoneId zoneOf(DecisionRequest request) {
        Account account = request.account();
        Customer customer = request.customer();
        String name = account != null ? account.timezone() : customer != null ? customer.timezone() : null;
        return zone(name).orElse(ZoneOffset.UTC);
    }

    private static Optional<ZoneId> zone(@Nullable String name) {
        try {
            return Optional.ofNullable(name).map(ZoneId::of);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
