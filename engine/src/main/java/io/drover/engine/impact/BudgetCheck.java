package io.drover.engine.impact;

import io.drover.engine.impact.Impact.Moved;
import io.drover.engine.impact.Impact.Step;
import io.drover.engine.pack.ImpactBudget;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.RulePack;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds an impact against the budget of a pack. */
public final class BudgetCheck {

    /** The code of what {@link #exceeded} finds. */
    public static final String OVER_BUDGET = "impact-over-budget";

    private static final int MOST_MOVES = 3;

    private BudgetCheck() {}

    /** An error for each share in the budget of {@code pack} that {@code impact} exceeds. */
    public static List<PackProblem> exceeded(RulePack pack, Impact impact) {
        ImpactBudget budget = pack.manifest().impact();
        List<PackProblem> problems = new ArrayList<>();
        add(problems, pack, impact, Aspect.Kind.TAXONOMY, "taxonomies", budget.taxonomies());
        add(problems, pack, impact, Aspect.Kind.SEGMENT, "segments", budget.segments());
        add(problems, pack, impact, Aspect.Kind.TREATMENT, "treatments", budget.treatments());
        return List.copyOf(problems);
    }

    private static void add(
            List<PackProblem> problems,
            RulePack pack,
            Impact impact,
            Aspect.Kind of,
            String key,
            Map<String, BigDecimal> shares) {
        shares.forEach((name, percent) -> impact.of(new Aspect(of, name))
                .filter(moved -> moved.exceeds(percent))
                .ifPresent(moved -> problems.add(PackProblem.error(
                        pack.manifest().places().of("impact/maximumMoved/" + key + "/" + name),
                        null,
                        OVER_BUDGET,
                        sentence(moved, percent),
                        "See who moves with drover impact. Mend the rules; or raise the budget, if that many are meant to"
                                + " move; or have an operator force this one activation, with a reason."))));
    }

    private static String sentence(Moved moved, BigDecimal percent) {
        String lost = moved.undecided() == 0
                ? ""
                : ", and about " + number(moved.undecided()) + " there is no decision any more or only now";
        String where =
                moved.moves().stream().limit(MOST_MOVES).map(BudgetCheck::step).collect(Collectors.joining(", "));
        return "In the " + moved.of().word() + " " + moved.name() + " " + number(moved.moved()) + " of "
                + number(moved.subjects()) + " subjects would move" + lost + ": "
                + moved.percent().toPlainString() + " %, and the budget is " + percent.toPlainString() + " %"
                + (where.isEmpty() ? "" : " (" + where + (moved.moves().size() > MOST_MOVES ? ", …" : "") + ")") + ".";
    }

    private static String step(Step step) {
        return number(step.subjects()) + " from " + step.from() + " to " + step.to();
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
