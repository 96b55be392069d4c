package io.drover.engine.decide;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.Taxonomy;
import io.drover.engine.request.RequestReader;
import io.drover.engine.request.RuleSetChecks;
import io.drover.engine.rfm.CutTableWarnings.Warning;
import io.drover.engine.rfm.RfmCell;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.SubjectKind;
import io.drover.model.fact.RfmScore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether rules are about every combination of scores that a population has: each is decided about once. Thread-safe. */
public final class CellCoverage {

    private static final int MOST_NAMED = 10;

    private final RuleSet ruleSet;
    private final DecisionEngine engine;

    /** The coverage by the rules of {@code ruleSet}. */
    public CellCoverage(RuleSet ruleSet, DecisionEngine engine) {
        this.ruleSet = ruleSet;
        this.engine = engine;
    }

    /** The warnings that taxonomies leave out some of {@code cells}, with how many customers are in them. */
    public List<Warning> warnings(SortedMap<RfmCell, Integer> cells, Instant asOf) {
        boolean isKnowable = RequestChecks.evaluated(ruleSet, SubjectKind.CUSTOMER, null).stream()
                .anyMatch(pack -> pack.reads(RfmScore.class));
        Map<String, List<RfmCell>> uncovered = new TreeMap<>();
        if (isKnowable) {
            cells.keySet()
                    .forEach(cell -> taxonomiesWithout(cell, asOf)
                            .forEach(taxonomy -> uncovered
                                    .computeIfAbsent(taxonomy, added -> new ArrayList<>())
                                    .add(cell)));
        }
        List<Warning> warnings = new ArrayList<>();
        uncovered.forEach(
                (taxonomy, left) -> warnings.add(new Warning(UncoveredCells.CODE, text(taxonomy, left, cells))));
        return warnings;
    }

    private static String text(String taxonomy, List<RfmCell> left, SortedMap<RfmCell, Integer> cells) {
        int customers =
                left.stream().mapToInt(cell -> cells.getOrDefault(cell, 0)).sum();
        String named = String.join(
                ", ", left.stream().limit(MOST_NAMED).map(RfmCell::toString).toList());
        return "No rule of " + taxonomy + " covers the scores of " + customers
                + (customers == 1 ? " customer: " : " customers: ") + named
                + (left.size() > MOST_NAMED ? " and " + (left.size() - MOST_NAMED) + " more." : ".");
    }

    private List<String> taxonomiesWithout(RfmCell cell, Instant asOf) {
        RfmScore scores = new RfmScore(cell.r(), cell.f(), cell.m(), null, null, null, asOf, null, null, null);
        Decision decision = engine.decide(ruleSet, request(cell, asOf), false);
        List<String> without = new ArrayList<>();
        for (CompiledPack pack : ruleSet.compiledPacks()) {
            for (Taxonomy taxonomy : pack.source().manifest().taxonomies().values()) {
                if (decision.classifications().containsKey(taxonomy.name())
                        && decision.classifications().get(taxonomy.name()) == null
                        && UncoveredCells.in(pack, taxonomy, scores).isPresent()) {
                    without.add(taxonomy.name());
                }
            }
        }
        return without;
    }

    private static DecisionRequest request(RfmCell cell, Instant asOf) {
        String json = "{\"customer\": {\"id\": \"anybody\"}, \"rfm\": {\"r\": " + cell.r() + ", \"f\": " + cell.f()
                + ", \"m\": " + cell.m() + "}}";
        return RequestReader.read(json.getBytes(StandardCharsets.UTF_8), RuleSetChecks.none())
                .withAsOf(asOf);
    }
}
