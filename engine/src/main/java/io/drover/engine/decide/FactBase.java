package io.drover.engine.decide;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.rfm.CutTableWarnings;
import io.drover.engine.rfm.RfmScorer;
import io.drover.engine.rfm.RfmScoring;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.decision.PreviousDecision;
import io.drover.model.fact.DecisionTime;
import io.drover.model.fact.Fact;
import io.drover.model.fact.MetricBin;
import io.drover.model.fact.PreviousClassification;
import io.drover.model.fact.PreviousRfm;
import io.drover.model.fact.PreviousSegment;
import io.drover.model.fact.Purchase;
import io.drover.model.fact.RfmScore;
import io.drover.model.fact.Signal;
import io.drover.model.fact.Usage;
import io.drover.model.fact.UsageTrend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision knows about its subject: the posted facts that are visible at asOf, what the engine derives from
 * them, and what the previous answer said; in canonical order, so that the order of the request does not matter.
 */
final class FactBase {

    /** A scoring of the period before must be at least this much older than the current one. */
    private static final Duration RFM_PERIOD = Duration.ofDays(28);

    private static final String PURCHASES = "/purchases";

    /** A fact and what it is sorted by, each asked for once; the text, which is dear, only where all else is equal. */
    private static final class Sortable implements Comparable<Sortable> {

        private static final Comparator<@Nullable Instant> DATES = Comparator.nullsFirst(Comparator.naturalOrder());

        private final Fact fact;
        private final String type;
        private final @Nullable Instant date;
        private final String id;
        private @Nullable String text;

        Sortable(Fact fact) {
            this.fact = fact;
            this.type = fact.getClass().getSimpleName();
            this.date = fact.factDate();
            this.id = fact.factId();
        }

        private String text() {
            String known = text == null ? fact.toString() : text;
            text = known;
            return known;
        }

        @Override
        public int compareTo(Sortable other) {
            int order = type.compareTo(other.type);
            if (order == 0) {
                order = DATES.compare(date, other.date);
            }
            if (order == 0) {
                order = id.compareTo(other.id);
            }
            return order == 0 ? text().compareTo(other.text()) : order;
        }
    }

    private final RuleSet ruleSet;
    private final DecisionRequest request;
    private final DecisionTime time;
    private final List<Fact> facts = new ArrayList<>();
    private final List<DecisionWarning> warnings = new ArrayList<>();
    private @Nullable RfmScore rfm;

    private FactBase(RuleSet ruleSet, DecisionRequest request, DecisionTime time) {
        this.ruleSet = ruleSet;
        this.request = request;
        this.time = time;
    }

    /** The facts of {@code request} for the packs that decide about it. */
    static FactBase of(RuleSet ruleSet, List<CompiledPack> evaluated, DecisionRequest request, DecisionTime time) {
        FactBase base = new FactBase(ruleSet, request, time);
        request.modelFacts().forEach(base::addVisible);
        base.addUsageTrend();
        base.addPrevious();
        if (evaluated.stream().anyMatch(pack -> pack.reads(RfmScore.class))) {
            base.addRfm();
        }
        if (evaluated.stream().anyMatch(pack -> pack.reads(MetricBin.class))) {
            base.addBins();
        }
        return base;
    }

    /** The facts, bound to the decision time, in canonical order. */
    List<Object> bound() {
        List<Sortable> sorted = new ArrayList<>(facts.size());
        for (Fact fact : facts) {
            sorted.add(new Sortable(fact));
        }
        sorted.sort(Comparator.naturalOrder());
        List<Object> bound = new ArrayList<>(facts.size());
        for (Sortable each : sorted) {
            bound.add(each.fact.boundTo(time));
        }
        return bound;
    }

    /** The scoring that the packs read, at rest; null where there is none or nobody asks. */
    @Nullable
    RfmScore rfm() {
        return rfm;
    }

    /** By metric, the ids of the cut tables whose bins the packs read. */
    SortedMap<String, String> cutTables() {
        SortedMap<String, String> ids = new TreeMap<>();
        visible(MetricBin.class).forEach(bin -> ids.put(bin.metric(), bin.cutTable()));
        return ids;
    }

    List<DecisionWarning> warnings() {
        return warnings;
    }

    private void addVisible(Fact fact) {
        if (isVisible(fact)) {
            facts.add(fact);
        }
    }

    private boolean isVisible(Fact fact) {
        Instant date = fact.factDate();
        return date == null || time.reached(date);
    }

    private <T extends Fact> List<T> visible(Class<T> type) {
        List<T> visible = new ArrayList<>();
        for (Fact fact : facts) {
            if (type.isInstance(fact)) {
                visible.add(type.cast(fact));
            }
        }
        return visible;
    }

    private void addUsageTrend() {
        if (!request.usage().isEmpty()) {
            UsageTrend.of(visible(Usage.class)).ifPresent(facts::add);
        }
    }

    private void addPrevious() {
        PreviousDecision previous = request.previous();
        if (previous == null) {
            return;
        }
        addClassifications(previous.classifications(), null);
        if (previous.segments() != null) {
            previous.segments().stream().distinct().map(PreviousSegment::new).forEach(facts::add);
        }
        if (previous.contacts() != null) {
            previous.contacts().forEach(contact -> addClassifications(contact.classifications(), contact.id()));
        }
    }

    private void addClassifications(
            java.util.@Nullable Map<String, @Nullable String> classifications, @Nullable String contactId) {
        if (classifications != null) {
            classifications.forEach((taxonomy, value) -> {
                if (value != null) {
                    facts.add(new PreviousClassification(taxonomy, value, contactId));
                }
            });
        }
    }

    private void addBins() {
        MetricBins bins = MetricBins.of(ruleSet, request);
        facts.addAll(bins.bins());
        warnings.addAll(bins.warnings());
    }

    private void addRfm() {
        RfmScore current = request.rfm() == null ? computed() : posted(request.rfm());
        if (current == null || !isVisible(current)) {
            return;
        }
        rfm = current;
        facts.add(current);
        boolean posted = request.rfm() != null && request.rfm().asOf() != null;
        previousRfm(Objects.requireNonNull(current.asOf()), posted).ifPresent(facts::add);
    }

    private RfmScore posted(RfmScore score) {
        return score.asOf() != null
                ? score
                : new RfmScore(
                        score.r(),
                        score.f(),
                        score.m(),
                        score.recencyDays(),
                        score.frequency(),
                        score.monetary(),
                        time.asOf(),
                        score.cutTable(),
                        null,
                        null);
    }

    private @Nullable RfmScore computed() {
        Optional<CutTable> table = ruleSet.cutTable(
                CutTable.RFM, Optional.ofNullable(request.cutTables().get(CutTable.RFM)));
        List<Purchase> purchases = visible(Purchase.class);
        if (table.isEmpty()) {
            if (purchases.stream().anyMatch(Purchase::isCompleted)) {
                warnings.add(new DecisionWarning(
                        "no-cut-table",
                        PURCHASES,
                        "No active pack configures a cut table to score the purchases with."));
            }
            return null;
        }
        return computed(table.get(), RfmScorer.score(purchases, visible(Signal.class), table.get(), time.asOf()));
    }

    private @Nullable RfmScore computed(CutTable table, RfmScoring scoring) {
        if (scoring instanceof RfmScoring.ForeignCurrency foreign) {
            flipsAt(foreign.until());
            warnings.add(new DecisionWarning(
                    "foreign-currency",
                    PURCHASES,
                    "Purchases are not in " + table.currency() + ", the currency of the cut table; not scored."));
        }
        if (!(scoring instanceof RfmScoring.Scored scored)) {
            return null;
        }
        flipsAt(scored.until());
        for (CutTableWarnings.Warning warning : CutTableWarnings.of(table)) {
            warnings.add(new DecisionWarning(warning.code(), PURCHASES, warning.detail()));
        }
        return scored.score();
    }

    private void flipsAt(@Nullable Instant instant) {
        if (instant != null) {
            time.flipsAt(instant);
        }
    }

    /**
     * The scoring of the period before, unless it is too close to the current one of {@code currentAsOf}, which moves on with
     * asOf unless it was {@code posted}.
     */
    private Optional<PreviousRfm> previousRfm(Instant currentAsOf, boolean posted) {
        PreviousDecision previous = request.previous();
        if (previous == null || previous.rfm() == null) {
            return Optional.empty();
        }
        PreviousRfm scoring = PreviousRfm.of(previous.rfm());
        Instant before = scoring.asOf();
        if (before == null) {
            return Optional.of(scoring);
        }
        Instant earliest = before.plus(RFM_PERIOD);
        boolean farEnough = posted ? !earliest.isAfter(currentAsOf) : time.reached(earliest);
        if (farEnough) {
            return Optional.of(scoring);
        }
        warnings.add(new DecisionWarning(
                "previous-rfm-too-recent",
                "/previous/rfm/asOf",
                "The previous scoring is less than 28 days older than the current one and is ignored."));
        return Optional.empty();
    }
}
