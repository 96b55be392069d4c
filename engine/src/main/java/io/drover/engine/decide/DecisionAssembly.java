package io.drover.engine.decide;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackConclusions;
import io.drover.engine.compile.PackConclusions.ProposedTreatment;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.Manifest;
import io.drover.engine.pack.Taxonomy;
import io.drover.engine.pack.TreatmentDefinition;
import io.drover.model.conclusion.Classified;
import io.drover.model.conclusion.Score;
import io.drover.model.conclusion.Withhold;
import io.drover.model.decision.ContactDecision;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.decision.ExplainedConclusion;
import io.drover.model.decision.Since;
import io.drover.model.decision.TreatmentDecision;
import io.drover.model.fact.CandidateTreatment;
import io.drover.model.fact.Contact;
import io.drover.model.fact.DecisionTime;
import io.drover.model.fact.RfmScore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts one decision together from what each pack concluded. Used once. */
final class DecisionAssembly {

    private static final Comparator<ExplainedConclusion> EXPLANATION_ORDER = Comparator.comparing(
                    ExplainedConclusion::pack)
            .thenComparing(ExplainedConclusion::kind)
            .thenComparing(ExplainedConclusion::conclusion)
            .thenComparing(
                    ExplainedConclusion::contactId, Comparator.<@Nullable String>nullsFirst(Comparator.naturalOrder()))
            .thenComparing(
                    ExplainedConclusion::rule, Comparator.<@Nullable String>nullsFirst(Comparator.naturalOrder()))
            .thenComparing(explained -> explained.facts().toString())
            .thenComparing(explained -> explained.values().toString());

    private static final Comparator<DecisionWarning> WARNING_ORDER = Comparator.comparing(DecisionWarning::code)
            .thenComparing(DecisionWarning::pointer, Comparator.<@Nullable String>nullsFirst(Comparator.naturalOrder()))
            .thenComparing(DecisionWarning::detail);

    /** The values and scores of the subject, or of one contact. */
    private static final class Findings {
        private final Map<String, @Nullable String> classifications = new TreeMap<>();
        private final SortedMap<String, BigDecimal> scores = new TreeMap<>();
    }

    private final RuleSet ruleSet;
    private final List<CompiledPack> packs;
    private final DecisionRequest request;
    private final DecisionTime time;
    private final Instant asOf;
    private final PastAnswer past;
    private final TreatmentHistory history;
    private final TreatmentCatalogue catalogue;
    private final Findings subject = new Findings();
    private final Map<String, Findings> contacts = new TreeMap<>();
    private final TreeSet<String> segments = new TreeSet<>();
    private final List<Candidacy> candidates = new ArrayList<>();
    private final List<DecisionWarning> warnings = new ArrayList<>();
    private final List<ExplainedConclusion> explanation = new ArrayList<>();

    DecisionAssembly(RuleSet ruleSet, List<CompiledPack> packs, DecisionRequest request, DecisionTime time) {
        this.ruleSet = ruleSet;
        this.packs = packs;
        this.request = request;
        this.time = time;
        this.asOf = time.asOf();
        this.past = new PastAnswer(request, asOf);
        this.history = new TreatmentHistory(ruleSet, request, time);
        this.catalogue = new TreatmentCatalogue(ruleSet, request, past, history, time);
        for (Contact contact : request.contacts()) {
            contacts.put(contact.id(), new Findings());
        }
    }

    void addWarnings(List<DecisionWarning> more) {
        warnings.addAll(more);
    }

    void add(CompiledPack pack, PackConclusions conclusions) {
        Manifest manifest = pack.source().manifest();
        for (Taxonomy taxonomy : manifest.taxonomies().values()) {
            if (!taxonomy.subjects().contains(request.subject().kind())) {
                continue;
            }
            if (taxonomy.level() == Taxonomy.Level.SUBJECT) {
                subject.classifications.put(taxonomy.name(), null);
            } else {
                contacts.values().forEach(contact -> contact.classifications.put(taxonomy.name(), null));
            }
        }
        for (Classified classified : conclusions.classified()) {
            findings(classified.contactId()).classifications.put(classified.taxonomy(), classified.value());
        }
        for (Score score : conclusions.scores()) {
            int decimals =
                    Objects.requireNonNull(manifest.scores().get(score.name())).decimals();
            BigDecimal value = new BigDecimal(score.valueAt(asOf)).setScale(decimals, RoundingMode.HALF_EVEN);
            findings(score.contactId()).scores.put(score.name(), value);
        }
        segments.addAll(conclusions.segments());
        for (ProposedTreatment proposed : conclusions.treatments()) {
            TreatmentDefinition definition =
                    Objects.requireNonNull(manifest.treatments().get(proposed.key()));
            candidates.add(catalogue.candidacy(pack.name(), proposed, definition));
        }
        warnings.addAll(conclusions.warnings());
        explanation.addAll(conclusions.explanation());
    }

    /** Adds a candidate that no pack proposed. */
    void add(InventedTreatment invented) {
        history.invent(invented.pack(), invented.definition());
        candidates.add(catalogue.candidacy(invented.pack(), invented.proposed(), invented.definition()));
    }

    /** The candidates that a policy has to judge, as facts, by pack, key and contact. */
    List<CandidateTreatment> candidatesToJudge() {
        List<Candidacy> toJudge = candidates.stream()
                .filter(candidate -> !candidate.isGiven())
                .sorted(Candidacy.BY_NAME)
                .toList();
        if (toJudge.isEmpty()) {
            return List.of();
        }
        CandidateFacts facts = new CandidateFacts(request, time);
        return toJudge.stream().map(facts::of).toList();
    }

    /** Takes over what the rules of {@code policy} concluded about the candidates, and judges these side by side. */
    void judge(CompiledPack policy, PackConclusions conclusions) {
        for (Withhold withhold : conclusions.withheld()) {
            if (withhold.until() == null || !time.reached(withhold.until())) {
                candidate(withhold.candidate()).object(withhold.reason(), withhold.until());
            }
        }
        warnings.addAll(conclusions.warnings());
        explanation.addAll(conclusions.explanation());
        PolicyWalk walk = new PolicyWalk(policy, history, time);
        walk.over(candidates);
        explanation.addAll(walk.explanation());
    }

    private Candidacy candidate(CandidateTreatment fact) {
        for (Candidacy candidate : candidates) {
            if (candidate.pack().equals(fact.pack())
                    && candidate.key().equals(fact.key())
                    && Objects.equals(candidate.contactId(), fact.contactId())) {
                return candidate;
            }
        }
        throw new IllegalStateException("a reason not to give what is no candidate");
    }

    private void explainDisabled() {
        for (Candidacy candidate : candidates) {
            if (candidate.isDisabledByCatalogue()) {
                explanation.add(new ExplainedConclusion(
                        candidate.pack(),
                        ExplainedConclusion.WITHHELD,
                        candidate.key() + "=disabled",
                        candidate.contactId(),
                        null,
                        catalogue.whyDisabled(candidate.definition()),
                        List.of(),
                        catalogue.validity(candidate.definition()),
                        Map.of()));
            }
        }
    }

    private Findings findings(@Nullable String contactId) {
        return contactId == null
                ? subject
                : Objects.requireNonNull(contacts.get(contactId), "a conclusion about an unknown contact");
    }

    private void warnOfUncoveredCells(@Nullable RfmScore rfm) {
        if (rfm == null) {
            return;
        }
        for (CompiledPack pack : packs) {
            for (Taxonomy taxonomy : pack.source().manifest().taxonomies().values()) {
                if (subject.classifications.containsKey(taxonomy.name())
                        && subject.classifications.get(taxonomy.name()) == null) {
                    UncoveredCells.in(pack, taxonomy, rfm).ifPresent(warnings::add);
                }
            }
        }
    }

    private boolean hasCaps() {
        return packs.stream()
                .anyMatch(pack -> !pack.source().manifest().policy().caps().isEmpty());
    }

    Decision decision(@Nullable RfmScore rfm, SortedMap<String, String> cutTables, boolean explain) {
        warnings.addAll(past.unknownNames(ruleSet));
        if (hasCaps()) {
            warnings.addAll(history.uncounted());
        }
        if (explain) {
            explainDisabled();
        }
        warnOfUncoveredCells(rfm);
        warnings.addAll(UnknownPurposes.in(request, ruleSet));
        Map<String, Instant> sinceOfSubject = past.sinceOfSubject(subject.classifications);
        List<ContactDecision> contactDecisions = new ArrayList<>();
        contacts.forEach((id, findings) -> contactDecisions.add(new ContactDecision(
                id,
                findings.classifications,
                findings.scores,
                new Since(past.sinceOfContact(id, findings.classifications), null))));
        SortedMap<String, String> packRevisions = new TreeMap<>();
        packs.forEach(pack -> packRevisions.put(pack.name(), pack.source().revision()));
        return new Decision(
                null,
                asOf,
                request.subject(),
                ruleSet.revision(),
                packRevisions,
                subject.classifications,
                subject.scores,
                rfm,
                cutTables,
                List.copyOf(segments),
                contactDecisions,
                new Since(sinceOfSubject, past.sinceOfSegments(segments)),
                past.transitions(segments, packs),
                treatments(),
                warnings.size() < 2
                        ? warnings
                        : warnings.stream().distinct().sorted(WARNING_ORDER).toList(),
                time.nextFlip().orElse(null),
                explain ? explanation.stream().sorted(EXPLANATION_ORDER).toList() : null);
    }

    private List<TreatmentDecision> treatments() {
        candidates.sort(Candidacy.BY_NAME);
        List<TreatmentDecision> treatments = new ArrayList<>(candidates.size());
        for (Candidacy candidate : candidates) {
            treatments.add(catalogue.decision(candidate));
        }
        return treatments;
    }
}
