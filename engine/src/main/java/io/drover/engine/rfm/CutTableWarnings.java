package io.drover.engine.rfm;

import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What whoever uses a cut table should know of it: said where it is computed, and in each decision that uses it. */
public final class CutTableWarnings {

    /** The code of a table of too few subjects. */
    public static final String SMALL_POPULATION = "small-population";

    /** The code of a table some of whose bins nobody is in. */
    public static final String EMPTY_BINS = "empty-bins";

    /** A warning. */
    public record Warning(String code, String detail) {}

    private CutTableWarnings() {}

    /** The warnings of {@code table}. */
    public static List<Warning> of(CutTable table) {
        List<Warning> warnings = new ArrayList<>();
        if (table.hasSmallPopulation()) {
            warnings.add(new Warning(
                    SMALL_POPULATION,
                    "The cuts of the table were computed over " + table.population()
                            + (table.isRfm() ? " customers" : " subjects") + "; fewer than " + table.leastPopulation()
                            + " say little."));
        }
        table.cuts().keySet().forEach(measure -> {
            Set<Integer> empty = empty(table, measure);
            if (!empty.isEmpty()) {
                warnings.add(new Warning(EMPTY_BINS, sentence(table, measure, empty)));
            }
        });
        return warnings;
    }

    /** The numbers of the bins that nobody was in, or can ever be in. */
    private static Set<Integer> empty(CutTable table, CutMeasure measure) {
        Set<Integer> empty = new TreeSet<>(table.emptyBins().getOrDefault(measure, List.of()));
        for (int i = 1; i < table.cutsOf(measure).size(); i++) {
            if (table.cutsOf(measure).get(i).compareTo(table.cutsOf(measure).get(i - 1)) == 0) {
                empty.add(i + 1);
            }
        }
        return empty;
    }

    private static String sentence(CutTable table, CutMeasure measure, Set<Integer> empty) {
        if (measure == CutMeasure.VALUE) {
            return "Nobody of the population is in " + list(empty, "the bin ", "the bins ") + " of " + table.metric()
                    + ".";
        }
        Set<Integer> scores = empty.stream()
                .map(bin -> measure == CutMeasure.RECENCY ? CutTable.SCORES + 1 - bin : bin)
                .collect(Collectors.toCollection(TreeSet::new));
        return "Nobody of the population has "
                + list(scores, "the " + measure.key() + " score ", "the " + measure.key() + " scores ") + ".";
    }

    private static String list(Set<Integer> numbers, String one, String several) {
        String list = numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return (numbers.size() == 1 ? one : several) + list;
    }
}
