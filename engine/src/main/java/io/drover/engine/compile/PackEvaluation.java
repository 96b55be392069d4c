package io.drover.engine.compile;

import io.drover.engine.compile.PackConclusions.ProposedTreatment;
import io.drover.engine.failure.DecisionException;
import io.drover.engine.pack.ScoreDefinition;
import io.drover.engine.pack.Taxonomy;
import io.drover.model.conclusion.Candidate;
import io.drover.model.conclusion.Classified;
import io.drover.model.conclusion.InSegment;
import io.drover.model.conclusion.Score;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.fact.Account;
import io.drover.model.fact.Contact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.KieSession;

/**
 * One evaluation of one pack in a session of its own: facts in; stratum by stratum, rules fire and what they propose is
 * resolved into what the next stratum reads; conclusions out.
 */
final class PackEvaluation {

    /** By text; the number 1 and the text "1" by their types. */
    private static final Comparator<Object> LEAST_TEXT = Comparator.comparing(Object::toString)
            .thenComparing(value -> value.getClass().getName());

    private final CompiledPack pack;
    private final PackFacts facts;
    private final Budget budget;
    private final ConclusionLog log;
    private final Set<String> contactIds;
    private final List<Classified> classified = new ArrayList<>();
    private final List<Score> scores = new ArrayList<>();
    private final List<DecisionWarning> warnings = new ArrayList<>();
    private @Nullable String ruleEvaluated;

    PackEvaluation(CompiledPack pack, PackFacts facts, Budget budget) {
        this.pack = pack;
        this.facts = facts;
        this.budget = budget;
        this.log = new ConclusionLog(budget);
        this.contactIds = new HashSet<>();
        for (Contact contact : facts.contacts()) {
            contactIds.add(contact.id());
        }
    }

    PackConclusions run(boolean explain) {
        try {
            return budget.fuelled(() -> pack.sessions().with(session -> run(session, explain)));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw failure(e);
        }
    }

    private PackConclusions run(KieSession session, boolean explain) {
        session.addEventListener(log);
        new FactInsertion(pack.source(), pack.parsed().declaredTypes(), pack.ruleBase()).insert(facts, session);
        for (int stratum = 0; stratum < pack.strata(); stratum++) {
            fire(session, stratum);
            resolve(session, stratum);
        }
        return conclusions(explain);
    }

    private void fire(KieSession session, int stratum) {
        budget.checkDeadline();
        if (stratum > 0) {
            session.getAgenda().getAgendaGroup(StratumMarker.group(stratum)).setFocus();
        }
        try {
            session.fireAllRules(log);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // Not everything that is thrown between conditions and consequences says which rule it is about.
            ruleEvaluated = FailedRule.evaluatedBy(session).orElse(null);
            throw e;
        }
    }

    private void resolve(KieSession session, int stratum) {
        List<Taxonomy> taxonomies = pack.taxonomiesCompleteAfter(stratum);
        if (!taxonomies.isEmpty()) {
            Map<Slot, Set<String>> candidates = candidates();
            for (Taxonomy taxonomy : taxonomies) {
                if (taxonomy.subjects().contains(facts.subject())) {
                    resolve(session, taxonomy, candidates);
                }
            }
        }
        for (ScoreDefinition score : pack.scoresCompleteAfter(stratum)) {
            budget.checkDeadline();
            for (Score resolved : ScoreResolver.resolve(score, earned(score.name()), facts.time())) {
                scores.add(resolved);
                session.insert(resolved);
            }
        }
    }

    /** What can have one value: a taxonomy of the subject, or of one contact. */
    private record Slot(String taxonomy, @Nullable String contactId) {

        private static final Comparator<Slot> ORDER = Comparator.comparing(Slot::taxonomy)
                .thenComparing(Slot::contactId, Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    /** In a tree, which is no slower where the ids of contacts were made to have one hash code. */
    private Map<Slot, Set<String>> candidates() {
        Map<Slot, Set<String>> candidates = new TreeMap<>(Slot.ORDER);
        for (Candidate candidate : log.candidates().values()) {
            if (isKnown(candidate.contactId())) {
                candidates
                        .computeIfAbsent(new Slot(candidate.taxonomy(), candidate.contactId()), slot -> new HashSet<>())
                        .add(candidate.value());
            }
        }
        return candidates;
    }

    private void resolve(KieSession session, Taxonomy taxonomy, Map<Slot, Set<String>> candidates) {
        if (taxonomy.level() == Taxonomy.Level.SUBJECT) {
            resolve(session, taxonomy, null, -1, candidates);
            return;
        }
        for (int i = 0; i < facts.contacts().size(); i++) {
            resolve(session, taxonomy, facts.contacts().get(i), i, candidates);
        }
    }

    private void resolve(
            KieSession session,
            Taxonomy taxonomy,
            @Nullable Contact contact,
            int contactIndex,
            Map<Slot, Set<String>> candidates) {
        String contactId = contact == null ? null : contact.id();
        budget.spendClassification(taxonomy.name(), contactId);
        boolean complete = isComplete(taxonomy, contact, contactIndex);
        Set<String> proposed = candidates.getOrDefault(new Slot(taxonomy.name(), contactId), Set.of());
        String value = first(taxonomy, proposed);
        if (complete && value != null) {
            Classified result = new Classified(taxonomy.name(), value, contactId);
            classified.add(result);
            session.insert(result);
        }
    }

    /** Whether the facts are there by which the taxonomy is decided; what is not is warned of. */
    private boolean isComplete(Taxonomy taxonomy, @Nullable Contact contact, int contactIndex) {
        int before = warnings.size();
        for (Need need : pack.needs(taxonomy.name())) {
            if (need.isMissing(facts.facts(), contact)) {
                warnings.add(new DecisionWarning(
                        "missing-fact",
                        need.pointer(contactIndex),
                        "Without it " + taxonomy.name() + " is unclassified."));
            }
        }
        String currency = taxonomy.currency();
        if (currency != null && isForeign(currency)) {
            warnings.add(new DecisionWarning(
                    "foreign-currency",
                    "/account/currency",
                    "The account's amounts are not in " + currency + ", so " + taxonomy.name() + " is unclassified."));
        }
        return warnings.size() == before;
    }

    /** Whether the subject is an account whose amounts are in another currency. */
    private boolean isForeign(String currency) {
        for (Object fact : facts.facts()) {
            if (fact instanceof Account account) {
                return !Objects.requireNonNullElse(account.currency(), Account.DEFAULT_CURRENCY)
                        .equals(currency);
            }
        }
        return false;
    }

    /** The value of {@code proposed} that comes first in the manifest, else the default. */
    private static @Nullable String first(Taxonomy taxonomy, Set<String> proposed) {
        if (!proposed.isEmpty()) {
            for (Taxonomy.Value value : taxonomy.values()) {
                if (proposed.contains(value.name())) {
                    return value.name();
                }
            }
        }
        return taxonomy.defaultValue();
    }

    private List<ScoreResolver.Earned> earned(String score) {
        List<ScoreResolver.Earned> earned = new ArrayList<>();
        log.points().forEach((handle, points) -> {
            if (points.score().equals(score) && isKnown(points.contactId())) {
                for (String rule : Justification.rules(handle)) {
                    earned.add(new ScoreResolver.Earned(points, rule));
                }
            }
        });
        return earned;
    }

    /** Whether the request has the contact; about one it does not have, which a rule took from a fact, nothing is concluded. */
    private boolean isKnown(@Nullable String contactId) {
        if (contactId == null || contactIds.contains(contactId)) {
            return true;
        }
        warn(
                "unknown-contact",
                "A rule of the pack " + pack.name()
                        + " concluded something about a contact that the request does not have.");
        return false;
    }

    /** Warns of what no single fact is to blame for, once. */
    private void warn(String code, String detail) {
        DecisionWarning warning = new DecisionWarning(code, null, detail);
        if (!warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    private PackConclusions conclusions(boolean explain) {
        TreeSet<String> segments = new TreeSet<>();
        for (InSegment segment : log.segments().values()) {
            segments.add(segment.name());
        }
        PackExplanation explanation = new PackExplanation(pack, log, budget);
        return new PackConclusions(
                List.copyOf(classified),
                List.copyOf(scores),
                segments,
                treatments(),
                List.copyOf(log.withholds().values()),
                List.copyOf(warnings),
                explain ? explanation.firedRules() : new TreeSet<>(),
                explain ? explanation.of(classified) : List.of());
    }

    /** The candidate treatments, one for each key and contact; what rules differ about is warned of. */
    private List<ProposedTreatment> treatments() {
        SortedMap<String, ProposedTreatment> treatments = new TreeMap<>();
        log.treats().forEach((handle, treat) -> {
            if (!isKnown(treat.contactId())) {
                return;
            }
            ProposedTreatment proposed = treatments.computeIfAbsent(
                    treat.key() + " " + Objects.requireNonNullElse(treat.contactId(), ""),
                    slot -> new ProposedTreatment(treat.key(), treat.contactId(), new TreeMap<>(), new TreeSet<>()));
            treat.parameters()
                    .forEach((name, value) -> proposed.parameters()
                            .merge(name, value, (known, other) -> chosen(treat.key(), name, known, other)));
            proposed.because().addAll(Justification.because(handle));
        });
        return List.copyOf(treatments.values());
    }

    /** Of two values that rules give a parameter, the one whose text comes first. */
    private Object chosen(String treatment, String parameter, Object known, Object other) {
        int order = LEAST_TEXT.compare(known, other);
        if (order != 0) {
            warn(
                    "conflicting-parameter",
                    "Rules of the pack " + pack.name() + " give the parameter " + parameter + " of the treatment "
                            + treatment + " different values; the one whose text comes first is taken.");
        }
        return order <= 0 ? known : other;
    }

    private DecisionException failure(Throwable thrown) {
        return new EvaluationFailure(pack.name(), pack.source().revision(), ruleEvaluated, log.ruleAtWork()).of(thrown);
    }
}
