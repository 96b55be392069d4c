package io.drover.engine.decide;

import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.TreatmentDefinition;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.fact.DecisionTime;
import io.drover.model.fact.TreatmentGiven;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the subject and its contacts were given by asOf, failures aside. One for each decision. */
final class TreatmentHistory {

    private static final String FAILED = "failed";

    private final RuleSet ruleSet;
    private final DecisionTime time;
    private final List<TreatmentGiven> given = new ArrayList<>();
    private final Map<String, TreatmentDefinition> invented = new HashMap<>();

    TreatmentHistory(RuleSet ruleSet, DecisionRequest request, DecisionTime time) {
        this.ruleSet = ruleSet;
        this.time = time;
        for (TreatmentGiven each : request.treatmentsGiven()) {
            if (!FAILED.equals(each.outcome()) && !each.at().isAfter(time.asOf())) {
                given.add(each);
            }
        }
    }

    /** Has {@code pack} have a treatment that is in no catalogue. */
    void invent(String pack, TreatmentDefinition definition) {
        invented.put(id(pack, definition.key()), definition);
    }

    /** When a treatment was given last. */
    Optional<Instant> last(String pack, String key, @Nullable String contactId) {
        Instant last = null;
        for (TreatmentGiven each : given) {
            boolean same =
                    each.pack().equals(pack) && each.key().equals(key) && Objects.equals(each.contactId(), contactId);
            if (same && (last == null || each.at().isAfter(last))) {
                last = each.at();
            }
        }
        return Optional.ofNullable(last);
    }

    /** The contacts made by {@code channel} within {@code window} with a contact, or (null) with the subject itself. */
    List<TreatmentGiven> contactsMade(String channel, @Nullable String contactId, Duration window) {
        return given.stream()
                .filter(each -> each.at().plus(window).isAfter(time.asOf())
                        && Objects.equals(each.contactId(), contactId)
                        && channel.equals(channel(each))
                        && !isSuppression(each))
                .toList();
    }

    /** Warnings about what is of no known channel, so that no cap counts it. */
    List<DecisionWarning> uncounted() {
        return given.stream()
                .filter(each -> channel(each) == null)
                .map(each -> new DecisionWarning(
                        "uncounted-treatment",
                        "/treatmentsGiven",
                        "No active pack defines the treatment " + id(each.pack(), each.key())
                                + ", which was given, and its channel was not posted: no cap counts it."))
                .distinct()
                .toList();
    }

    /** The channel by which it was given: as it was posted, else as the catalogue has it. */
    private @Nullable String channel(TreatmentGiven each) {
        return each.channel() != null
                ? each.channel()
                : definition(each).map(TreatmentDefinition::channel).orElse(null);
    }

    private boolean isSuppression(TreatmentGiven each) {
        return definition(each).filter(TreatmentDefinition::suppression).isPresent();
    }

    private Optional<TreatmentDefinition> definition(TreatmentGiven each) {
        return Optional.ofNullable(invented.get(id(each.pack(), each.key())))
                .or(() -> ruleSet.pack(each.pack())
                        .map(pack -> pack.source().manifest().treatments().get(each.key())));
    }

    private static String id(String pack, String key) {
        return pack + "/" + key;
    }
}
