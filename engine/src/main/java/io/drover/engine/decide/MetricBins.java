package io.drover.engine.decide;

import io.drover.engine.compile.RuleSet;
import io.drover.engine.rfm.CutTableWarnings;
import io.drover.engine.rfm.Metric;
import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.decision.SubjectKind;
import io.drover.model.fact.Fact;
import io.drover.model.fact.MetricBin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The bins of a subject's metrics, by the cut tables of the request, else of the rule set. */
record MetricBins(List<MetricBin> bins, List<DecisionWarning> warnings) {

    /** Those of the subject of {@code request}. */
    static MetricBins of(RuleSet ruleSet, DecisionRequest request) {
        MetricBins found = new MetricBins(new ArrayList<>(), new ArrayList<>());
        for (String name : ruleSet.cutTableMetrics()) {
            Optional<Metric> metric = name.equals(CutTable.RFM) ? Optional.empty() : Metric.of(name);
            if (metric.isPresent() && metric.get().kind() == request.subject().kind()) {
                Optional<CutTable> table = ruleSet.cutTable(
                        name, Optional.ofNullable(request.cutTables().get(name)));
                table.ifPresent(cuts -> found.add(metric.get(), cuts, request));
            }
        }
        return found;
    }

    private void add(Metric metric, CutTable table, DecisionRequest request) {
        Fact subject =
                Objects.requireNonNull(metric.kind() == SubjectKind.ACCOUNT ? request.account() : request.customer());
        BigDecimal value = metric.value(subject);
        if (value == null) {
            return;
        }
        String pointer = "/" + String.join("/", metric.name().split("\\.", 3));
        if (metric.isMoney() && !Metric.currency(subject).equals(table.currency())) {
            warnings.add(new DecisionWarning(
                    "foreign-currency",
                    "/" + metric.kind().word() + "/currency",
                    metric.name() + " is not in " + table.currency()
                            + ", the currency of the cut table; it is in no bin."));
            return;
        }
        int count = table.cutsOf(CutMeasure.VALUE).size() + 1;
        this.bins.add(new MetricBin(
                metric.name(), table.bin(CutMeasure.VALUE, value), count, CutTable.plain(value), table.id()));
        for (CutTableWarnings.Warning warning : CutTableWarnings.of(table)) {
            warnings.add(new DecisionWarning(warning.code(), pointer, warning.detail()));
        }
    }
}
