package io.drover.engine.decide;

import io.drover.engine.compile.PackConclusions.ProposedTreatment;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.TreatmentDefinition;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.TreatmentDecision;
import io.drover.model.fact.Account;
import io.drover.model.fact.DecisionTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes treatments of candidates: what the catalogue says of each, when its episode began, and whether it was given in it
 * already. One for each decision.
 */
final class TreatmentCatalogue {

    private final RuleSet ruleSet;
    private final DecisionRequest request;
    private final PastAnswer past;
    private final TreatmentHistory history;
    private final DecisionTime time;

    TreatmentCatalogue(
            RuleSet ruleSet, DecisionRequest request, PastAnswer past, TreatmentHistory history, DecisionTime time) {
        this.ruleSet = ruleSet;
        this.request = request;
        this.past = past;
        this.history = history;
        this.time = time;
    }

    /** The candidate {@code proposed} of a pack, for which the catalogue has {@code definition}, before it is judged. */
    Candidacy candidacy(String pack, ProposedTreatment proposed, TreatmentDefinition definition) {
        Optional<Instant> begin = past.episodeBegin(pack, proposed.key(), proposed.contactId());
        Instant since = begin.orElse(time.asOf());
        Instant last = history.last(pack, proposed.key(), proposed.contactId()).orElse(null);
        // What begins only now cannot have been given in it.
        boolean inEpisode = last != null && begin.isPresent() && !last.isBefore(since);
        boolean given = inEpisode && !isRepeated(Objects.requireNonNull(last), definition);
        Duration cooldown = inEpisode ? null : definition.cooldown();
        Instant coolsUntil = last == null || cooldown == null ? null : last.plus(cooldown);
        Candidacy candidacy = new Candidacy(pack, proposed, definition, since, given, coolsUntil);
        if (!given && (!isValid(definition) || ruleSet.isSwitchedOff(proposed.key()))) {
            candidacy.disable();
        }
        return candidacy;
    }

    /** What becomes of a candidate once it is judged. */
    TreatmentDecision decision(Candidacy candidacy) {
        TreatmentDefinition definition = candidacy.definition();
        return new TreatmentDecision(
                candidacy.pack(),
                candidacy.key(),
                candidacy.contactId(),
                candidacy.status(),
                candidacy.reason().orElse(null),
                candidacy.heldUntil(),
                List.copyOf(candidacy.proposed().because()),
                candidacy.since(),
                definition.channel(),
                definition.message(),
                definition.offer(),
                definition.owner(),
                candidacy.proposed().parameters(),
                dueBy(definition, candidacy.since()));
    }

    /** Why a candidate is disabled by the catalogue or an operator, in words. */
    String whyDisabled(TreatmentDefinition definition) {
        if (ruleSet.isSwitchedOff(definition.key())) {
            return "an operator has switched it off";
        }
        return definition.enabled()
                ? "the catalogue has it valid at other times only"
                : "the catalogue has it switched off";
    }

    /** Whether what was given {@code last} in this episode is to be given once more. */
    private boolean isRepeated(Instant last, TreatmentDefinition definition) {
        Duration repeatEvery = definition.repeatEvery();
        return repeatEvery != null && time.reached(last.plus(repeatEvery));
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
        return CandidateFacts.zoneOf(request);
    }
}
