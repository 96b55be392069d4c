package io.drover.engine.decide;

import io.drover.engine.compile.PackConclusions.ProposedTreatment;
import io.drover.engine.pack.TreatmentDefinition;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.TreatmentDecision;
import io.drover.model.decision.TreatmentStatus;
import io.drover.model.fact.Account;
import io.drover.model.fact.Customer;
import io.drover.model.fact.DecisionTime;
import io.drover.model.fact.TreatmentGiven;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes treatments of candidates: what the catalogue says of each, when its episode began, and whether it was given in it
 * already. One for each decision.
 */
final class TreatmentCatalogue {

    private static final String FAILED = "failed";

    private static final Comparator<TreatmentDecision> ORDER = Comparator.comparing(TreatmentDecision::pack)
            .thenComparing(TreatmentDecision::key)
            .thenComparing(
                    TreatmentDecision::contactId, Comparator.<@Nullable String>nullsFirst(Comparator.naturalOrder()));

    private final DecisionRequest request;
    private final PastAnswer past;
    private final DecisionTime time;

    TreatmentCatalogue(DecisionRequest request, PastAnswer past, DecisionTime time) {
        this.request = request;
        this.past = past;
        this.time = time;
    }

    /** The decision about the candidate {@code proposed} of a pack, for which the catalogue has {@code definition}. */
    TreatmentDecision decide(String pack, ProposedTreatment proposed, TreatmentDefinition definition) {
        Optional<Instant> begin = past.episodeBegin(pack, proposed.key(), proposed.contactId());
        Instant since = begin.orElse(time.asOf());
        // What begins only now cannot have been given in it.
        boolean given = begin.isPresent() && isGiven(pack, proposed, definition, since);
        boolean valid = given || isValid(definition);
        return new TreatmentDecision(
                pack,
                proposed.key(),
                proposed.contactId(),
                given ? TreatmentStatus.GIVEN : valid ? TreatmentStatus.SELECTED : TreatmentStatus.WITHHELD,
                valid ? null : "disabled",
                null,
                List.copyOf(proposed.because()),
                since,
                definition.channel(),
                definition.message(),
                definition.offer(),
                definition.owner(),
                proposed.parameters(),
                dueBy(definition, since));
    }

    /** Whether it was dispatched in this episode, and is not yet to be repeated. */
    private boolean isGiven(String pack, ProposedTreatment proposed, TreatmentDefinition definition, Instant since) {
        Optional<Instant> last = request.treatmentsGiven().stream()
                .filter(given -> given.pack().equals(pack)
                        && given.key().equals(proposed.key())
                        && Objects.equals(given.contactId(), proposed.contactId())
                        && !FAILED.equals(given.outcome())
                        && !given.at().isAfter(time.asOf()))
                .map(TreatmentGiven::at)
                .max(Comparator.naturalOrder());
        if (last.isEmpty() || last.get().isBefore(since)) {
            return false;
        }
        Duration repeatEvery = definition.repeatEvery();
        return repeatEvery == null || !time.reached(last.get().plus(repeatEvery));
    }

    private boolean isValid(TreatmentDefinition definition) {
        Instant from = definition.validFrom();
        Instant until = definition.validUntil();
        return definition.enabled() && (from == null || time.reached(from)) && (until == null || !time.reached(until));
    }

    private @Nullable Instant dueBy(TreatmentDefinition definition, Instant since) {
        TreatmentDefinition.Due due = definition.due();
        if (due instanceof TreatmentDefinition.After after) {
            return since.plus(after.duration());
        }
        if (due instanceof TreatmentDefinition.Before before) {
            return before(before);
        }
        return due == null ? null : endOfDay(since);
    }

    /** May lie before the episode, where it is late from its beginning; null where the date is missing. */
    private @Nullable Instant before(TreatmentDefinition.Before due) {
        Account account = request.account();
        LocalDate date = account == null ? null : due.date().of(account);
        return date == null
                ? null
                : date.atStartOfDay(ZoneOffset.UTC).toInstant().minus(due.lead());
    }

    private Instant endOfDay(Instant since) {
        ZoneId zone = zone();
        return since.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
    }

    private ZoneId zone() {
        Account account = request.account();
        Customer customer = request.customer();
        String name = account != null ? account.timezone() : customer != null ? customer.timezone() : null;
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    /** By pack, key and contact, those for the subject itself first. */
    static List<TreatmentDecision> sorted(List<TreatmentDecision> treatments) {
        List<TreatmentDecision> sorted = new ArrayList<>(treatments);
        sorted.sort(ORDER);
        return sorted;
    }
}
