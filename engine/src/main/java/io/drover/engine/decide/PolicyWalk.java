package io.drover.engine.decide;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.pack.PolicyRules;
import io.drover.engine.pack.PolicyRules.Cap;
import io.drover.model.decision.ExplainedConclusion;
import io.drover.model.fact.DecisionTime;
import io.drover.model.fact.TreatmentGiven;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the candidates, those of higher priority first, that finds what speaks against each because of the others:
 * exclusions, limits of one decision, and caps. Places are taken by survivors only, against which nothing speaks at all; one
 * that is held or withheld takes none, but is told nevertheless what else speaks against it. What was given in its episode is
 * not judged; it excludes others as long as its reason lasts. A suppression reaches nobody, so that limits and caps neither
 * count nor stop it. Used once.
 */
final class PolicyWalk {

    private final CompiledPack policy;
    private final PolicyRules rules;
    private final TreatmentHistory history;
    private final DecisionTime time;
    private final List<ExplainedConclusion> explanation = new ArrayList<>();
    private final List<Candidacy> standing = new ArrayList<>();
    private final Map<String, Integer> selected = new HashMap<>();
    private final Map<Recipient, Integer> selectedFor = new HashMap<>();

    /** Who is reached by which way: a contact, or (null) the subject itself. */
    private record Recipient(String channel, @Nullable String contactId) {}

    PolicyWalk(CompiledPack policy, TreatmentHistory history, DecisionTime time) {
        this.policy = policy;
        this.rules = policy.source().manifest().policy();
        this.history = history;
        this.time = time;
    }

    /** Judges {@code candidates}; what is found is added to them. */
    void over(List<Candidacy> candidates) {
        if (rules.equals(PolicyRules.NONE)) {
            return;
        }
        candidates.stream().filter(Candidacy::isGiven).forEach(standing::add);
        candidates.stream()
                .filter(candidate -> !candidate.isGiven())
                .sorted(Candidacy.BY_PRIORITY)
                .forEach(this::judge);
    }

    /** Why, for each reason found; unsorted. */
    List<ExplainedConclusion> explanation() {
        return explanation;
    }

    private void judge(Candidacy candidate) {
        boolean contacts = !candidate.definition().suppression();
        judgeExclusion(candidate);
        if (contacts) {
            judgePriority(candidate);
            rules.cap(candidate.definition().channel()).ifPresent(cap -> judgeCap(candidate, cap));
        }
        if (candidate.survives()) {
            standing.add(candidate);
        }
        if (candidate.survives() && contacts) {
            selected.merge(candidate.definition().channel(), 1, Integer::sum);
            selectedFor.merge(recipient(candidate), 1, Integer::sum);
        }
    }

    private static Recipient recipient(Candidacy candidate) {
        return new Recipient(candidate.definition().channel(), candidate.contactId());
    }

    private void judgeExclusion(Candidacy candidate) {
        Optional<Candidacy> first = rules.exclusive().stream()
                .filter(group -> group.contains(candidate.key()))
                .flatMap(group -> standing.stream().filter(other -> group.contains(other.key())))
                .filter(other -> !other.key().equals(candidate.key()))
                .findFirst();
        first.ifPresent(other -> object(
                candidate,
                "excluded-by",
                "it is not given together with " + other.key()
                        + (other.isGiven() ? ", which was given already" : ", which goes before it"),
                List.of("CandidateTreatment " + other.id()),
                Map.of("excludedBy", other.key()),
                Map.of()));
    }

    private void judgePriority(Candidacy candidate) {
        String channel = candidate.definition().channel();
        Integer most = rules.mostPerDecision(channel);
        int before = selected.getOrDefault(channel, 0);
        if (most != null && before >= most) {
            object(
                    candidate,
                    "lower-priority",
                    "so many that go before it are selected on the channel " + channel + " already",
                    List.of(),
                    Map.of("selected", before),
                    Map.of("perDecision." + channel, most));
        }
    }

    private void judgeCap(Candidacy candidate, Cap cap) {
        Recipient recipient = recipient(candidate);
        List<TreatmentGiven> given = history.contactsMade(recipient.channel(), recipient.contactId(), cap.per());
        int before = selectedFor.getOrDefault(recipient, 0);
        if (given.size() + before < cap.max()) {
            return; // Until another fact comes they only become fewer, so that no instant matters.
        }
        given.forEach(each -> time.flipsAt(each.at().plus(cap.per())));
        String name = "caps." + recipient.channel();
        object(
                candidate,
                "frequency-cap",
                "enough was given on the channel " + recipient.channel() + " within " + text(cap.per()),
                given.stream().map(PolicyWalk::describe).sorted().toList(),
                Map.of("given", given.size(), "selected", before),
                Map.of(name + ".max", cap.max(), name + ".per", text(cap.per())));
    }

    private static String describe(TreatmentGiven given) {
        return "TreatmentGiven " + given.pack() + "/" + given.key() + " " + given.at();
    }

    private static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds + "s";
    }

    private void object(
            Candidacy candidate,
            String reason,
            String says,
            List<String> facts,
            Map<String, Object> values,
            Map<String, Object> limits) {
        candidate.object(reason, null);
        explanation.add(new ExplainedConclusion(
                policy.name(),
                ExplainedConclusion.WITHHELD,
                candidate.key() + "=" + reason,
                candidate.contactId(),
                null,
                says,
                facts,
                values,
                limits));
    }
}
