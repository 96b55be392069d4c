package io.drover.engine.compile;

import io.drover.model.conclusion.Candidate;
import io.drover.model.conclusion.InSegment;
import io.drover.model.conclusion.Points;
import io.drover.model.conclusion.Treat;
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

    /** A proposal that stands, and its handle. */
    record Standing<T>(T conclusion, FactHandle handle) {}

    private final Budget budget;
    private final Map<FactHandle, Object> proposals = new LinkedHashMap<>();
    private @Nullable String ruleAtWork;

    ConclusionLog(Budget budget) {
        this.budget = budget;
    }

    /** The proposals of one type that stand now. */
    <T> Stream<Standing<T>> standing(Class<T> type) {
        return proposals.entrySet().stream()
                .filter(entry -> type.isInstance(entry.getValue()))
                .map(entry -> new Standing<>(type.cast(entry.getValue()), entry.getKey()));
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
        if (inserted instanceof Candidate
                || inserted instanceof Points
                || inserted instanceof InSegment
                || inserted instanceof Treat) {
            proposals.put(event.getFactHandle(), inserted);
        }
    }

    @Override
    public void objectUpdated(ObjectUpdatedEvent event) {
        // Conclusions are values: they come and go, they do not change.
    }

    @Override
    public void objectDeleted(ObjectDeletedEvent event) {
        proposals.remove(event.getFactHandle());
    }
}
