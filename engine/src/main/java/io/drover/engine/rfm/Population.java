package io.drover.engine.rfm;

import io.drover.model.decision.CutMeasure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What is known of every subject while a population is read. Not thread-safe. */
sealed interface Population permits RfmPopulation, MetricPopulation {

    /** How many subjects count. */
    int subjects();

    /** How many of what is counted of them there are. */
    long events();

    /** What there is of each measure, ascending. */
    Map<CutMeasure, List<BigDecimal>> measures();

    /** What was left out. */
    List<CutTableWarnings.Warning> warnings();

    /** What must be there at least, as the end of the sentence "there is no …". */
    String wanted();

    /** A sentence for {@code count} of {@code singular} or {@code plural}; nothing for none. */
    static void warn(List<CutTableWarnings.Warning> warnings, String code, long count, String singular, String plural) {
        if (count > 0) {
            warnings.add(new CutTableWarnings.Warning(code, count == 1 ? "1 " + singular : count + " " + plural));
        }
    }
}
