package io.drover.engine.rfm;

import io.drover.model.decision.CutMeasure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values that subjects have of one metric. */
final class MetricPopulation implements Population {

    private final CutTableParameters parameters;
    private final Metric metric;
    private final Set<String> subjects = new HashSet<>();
    private final List<BigDecimal> values = new ArrayList<>();
    private long without;
    private long foreign;

    MetricPopulation(CutTableParameters parameters) {
        this.parameters = parameters;
        this.metric = Metric.of(parameters.metric()).orElseThrow();
    }

    Metric metric() {
        return metric;
    }

    /**
     * Counts a subject.
     *
     * @param currency null: that of the table
     * @return whether it is the first time that the subject is there; else it does not count
     */
    boolean value(String subject, @Nullable BigDecimal value, @Nullable String currency) {
        if (!subjects.add(subject)) {
            return false;
        }
        if (value == null) {
            without++;
        } else if (metric.isMoney() && currency != null && !currency.equals(parameters.currency())) {
            foreign++;
        } else {
            values.add(value);
        }
        return true;
    }

    @Override
    public int subjects() {
        return values.size();
    }

    @Override
    public long events() {
        return values.size();
    }

    @Override
    public Map<CutMeasure, List<BigDecimal>> measures() {
        return Map.of(CutMeasure.VALUE, values.stream().sorted().toList());
    }

    @Override
    public List<CutTableWarnings.Warning> warnings() {
        List<CutTableWarnings.Warning> warnings = new ArrayList<>();
        String value = "without a value of " + metric.name() + " and left out.";
        Population.warn(warnings, "left-out", without, "subject is " + value, "subjects are " + value);
        String currency = "valued in another currency than " + parameters.currency() + " and left out.";
        Population.warn(warnings, "foreign-currency", foreign, "subject is " + currency, "subjects are " + currency);
        return warnings;
    }

    @Override
    public String wanted() {
        return "value of " + metric.name();
    }
}
