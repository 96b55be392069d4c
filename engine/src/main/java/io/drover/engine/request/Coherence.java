package io.drover.engine.request;

import io.drover.model.decision.CutTableChoice;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.Overrides;
import io.drover.model.decision.PreviousDecision;
import io.drover.model.decision.PreviousDecision.PreviousTreatment;
import io.drover.model.fact.Consent;
import io.drover.model.fact.Contact;
import io.drover.model.fact.Opportunity;
import io.drover.model.fact.Purchase;
import io.drover.model.fact.Signal;
import io.drover.model.fact.TreatmentGiven;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether the parts of a request agree with each other: one subject, nothing before its time, no id twice, no
 * contact that is not there. Only says whether; {@link Incoherences} says what is wrong, on the slow road.
 */
final class Coherence {

    private Coherence() {}

    static boolean isIn(DecisionRequest request) {
        return (request.account() == null) != (request.customer() == null)
                && (request.packs() == null || !request.packs().isEmpty())
                && isAfterPrevious(request)
                && areEpisodesBegun(request)
                && areTablesInPlace(request)
                && request.consents().stream().allMatch(Coherence::endsAfterItsBegin)
                && areDistinct(request.contacts(), Contact::id)
                && areDistinct(request.signals(), SignalId::of)
                && areDistinct(request.purchases(), Purchase::id)
                && areDistinct(request.opportunities(), Opportunity::id)
                && namesOnlyItsContacts(request);
    }

    /** Where the request leaves asOf to the server, nobody knows it here; then {@code previous} may be of any time. */
    private static boolean isAfterPrevious(DecisionRequest request) {
        PreviousDecision previous = request.previous();
        Instant before = previous == null ? null : previous.asOf();
        return before == null || request.asOf() == null || !before.isAfter(request.asOf());
    }

    /** No treatment of the previous answer has an episode that begins after that answer, or after asOf. */
    private static boolean areEpisodesBegun(DecisionRequest request) {
        PreviousDecision previous = request.previous();
        if (previous == null || previous.treatments() == null) {
            return true;
        }
        for (PreviousTreatment treatment : previous.treatments()) {
            if (isAfter(treatment.since(), previous.asOf()) || isAfter(treatment.since(), request.asOf())) {
                return false;
            }
        }
        return true;
    }

    /** Whether both are known, and {@code instant} is the later. */
    static boolean isAfter(@Nullable Instant instant, @Nullable Instant other) {
        return instant != null && other != null && instant.isAfter(other);
    }

    private static boolean endsAfterItsBegin(Consent consent) {
        Instant end = consent.expiresAt();
        return end == null || !end.isBefore(consent.at());
    }

    /** An inline table says itself what it is for. */
    private static boolean areTablesInPlace(DecisionRequest request) {
        Overrides with = request.with();
        return areInPlace(request.cutTables()) && (with == null || areInPlace(with.cutTables()));
    }

    private static boolean areInPlace(Map<String, CutTableChoice> cutTables) {
        for (Map.Entry<String, CutTableChoice> choice : cutTables.entrySet()) {
            if (choice.getValue() instanceof CutTableChoice.Inline inline
                    && !inline.table().metric().equals(choice.getKey())) {
                return false;
            }
        }
        return true;
    }

    private static boolean namesOnlyItsContacts(DecisionRequest request) {
        Set<String> ids = new HashSet<>(request.contacts().size() * 2);
        for (Contact contact : request.contacts()) {
            ids.add(contact.id());
        }
        return areAmong(ids, request.signals(), Signal::contactId)
                && areAmong(ids, request.consents(), Consent::contactId)
                && areAmong(ids, request.treatmentsGiven(), TreatmentGiven::contactId);
    }

    private static <T> boolean areAmong(Set<String> ids, List<T> facts, Function<T, @Nullable String> contactId) {
        for (T fact : facts) {
            String id = contactId.apply(fact);
            if (id != null && !ids.contains(id)) {
                return false;
            }
        }
        return true;
    }

    private static <T> boolean areDistinct(List<T> facts, Function<T, Object> identity) {
        if (facts.size() < 2) {
            return true;
        }
        Set<Object> seen = new HashSet<>(facts.size() * 2);
        for (T fact : facts) {
            if (!seen.add(identity.apply(fact))) {
                return false;
            }
        }
        return true;
    }

    /** What tells a signal from others. It has an order so that maps find it fast even among ids made to have one hash code. */
    record SignalId(@Nullable String source, String id) implements Comparable<SignalId> {

        private static final Comparator<SignalId> ORDER = Comparator.comparing(SignalId::id)
                .thenComparing(SignalId::source, Comparator.nullsFirst(Comparator.naturalOrder()));

        @Override
        public int compareTo(SignalId other) {
            return ORDER.compare(this, other);
        }

        static SignalId of(Signal signal) {
            return new SignalId(signal.source(), signal.id());
        }
    }
}
