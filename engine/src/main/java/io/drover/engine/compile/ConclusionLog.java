package io.drover.engine.compile;

import io.drover.model.conclusion.Candidate;
import io.drover.model.conclusion.InSegment;
import io.drover.model.conclusion.Points;
import io.drover.model.conclusion.Treat;
import io.drover.model.conclusion.Withhold;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kie.api.event.rule.ObjectDeletedEvent;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.event.rule.ObjectUpdatedEvent;
import org.kie.api.event.rule.RuleRuntimeEventListener;
import org.kie.api.runtime.rule.AgendaFilter;
import org.kie.api.runtime.rule.FactHandle;
import org.kie.api.runtime.rule.Match;

/** Watches one session: which proposals stand, which rule is at work, and whether the budget holds out. */
final class ConclusionLog implements RuleRuntimeEventListener, AgendaFilter {

    private final Budget budget;
    private final Map<FactHandle, Candidate> candidates = new LinkedHashMap<>();
    private final Map<FactHandle, Points> points = new LinkedHashMap<>();
    private final Map<FactHandle, InSegment> segments = new LinkedHashMap<>();
    private final Map<FactHandle, Treat> treats = new LinkedHashMap<>();
    private final Map<FactHandle, Withhold> withholds = new LinkedHashMap<>();
    private @Nullable String ruleAtWork;

    ConclusionLog(Budget budget) {
        this.budget = budget;
    }

    /** The candidates that stand now, by their handles; a view, as are the others. */
    Map<FactHandle, Candidate> candidates() {
        return candidates;
    }

    Map<FactHandle, Points> points() {
        return points;
    }

    Map<FactHandle, InSegment> segments() {
        return segments;
    }

    Map<FactHandle, Treat> treats() {
        return treats;
    }

    Map<FactHandle, Withhold> withholds() {
        return withholds;
    }

    /** The handles of all proposals that stand now. */
    Stream<FactHandle> handles() {
        return Stream.of(candidates, points, segments, treats, withholds)
                .flatMap(standing -> standing.keySet().stream());
    }

    /** The rule that fired last or is firing; null before the first. */
    @Nullable
    String ruleAtWork() {
        return ruleAtWork;
    }

    @Override
    public boolean accept(Match match) {
        ruleAtWork = match.getRule().getName();
        budget.spendFiring();
        return true;
    }

    @Override
    public void objectInserted(ObjectInsertedEvent event) {
        if (event.getRule() == null) {
            return;
        }
        budget.spendInsertion();
        Object inserted = event.getObject();
        if (inserted instanceof Candidate candidate) {
            candidates.put(event.getFactHandle(), candidate);
        } else if (inserted instanceof Points earned) {
            points.put(event.getFactHandle(), earned);
        } else if (inserted instanceof InSegment segment) {
            segments.put(event.getFactHandle(), segment);
        } else if (inserted instanceof Treat treat) {
            budget.spendText(null, treat.contactId());
            budget.spendText(null, treat.parameters().values());
            treats.put(event.getFactHandle(), treat);
        } else if (inserted instanceof Withhold withhold) {
            withholds.put(event.getFactHandle(), withhold);
        }
    }

    @Override
    public void objectUpdated(ObjectUpdatedEvent event) {
        // Conclusions are values: they come and go, they do not change.
    }

    @Override
    public void objectDeleted(ObjectDeletedEvent event) {
        Object deleted = event.getOldObject();
        if (deleted instanceof Candidate) {
            candidates.remove(event.getFactHandle());
        } else if (deleted instanceof Points) {
            points.remove(event.getFactHandle());
        } else if (deleted instanceof InSegment) {
            segments.remove(event.getFactHandle());
        } else if (deleted instanceof Treat) {
            treats.remove(event.getFactHandle());
        } else if (deleted instanceof Withhold) {
            withholds.remove(event.getFactHandle());
        }
    }
}
