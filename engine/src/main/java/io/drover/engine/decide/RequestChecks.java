package io.drover.engine.decide;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.DeclaredFacts;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.drl.DeclaredType;
import io.drover.engine.failure.NearestName;
import io.drover.engine.failure.Violation;
import io.drover.engine.request.RuleSetChecks;
import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.CutTableChoice;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.Overrides;
import io.drover.model.decision.SubjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with a request in the eyes of one rule set: packs, declared facts and cut tables it does not have. */
public final class RequestChecks implements RuleSetChecks {

    /** How many violations are told. */
    private static final int MOST = 1_000;

    private final RuleSet ruleSet;

    private RequestChecks(RuleSet ruleSet) {
        this.ruleSet = ruleSet;
    }

    public static RequestChecks of(RuleSet ruleSet) {
        return new RequestChecks(ruleSet);
    }

    /**
     * The violations of a request with these members.
     *
     * @param kind what the request is about; null where that is itself a violation
     * @param packs as in {@link io.drover.model.decision.DecisionRequest#packs}
     */
    @Override
    public List<Violation> check(
            @Nullable SubjectKind kind,
            @Nullable List<String> packs,
            Map<String, List<Map<String, Object>>> facts,
            Map<String, CutTableChoice> cutTables,
            @Nullable Overrides with) {
        List<Violation> violations = new ArrayList<>();
        if (packs != null) {
            for (int i = 0; i < packs.size(); i++) {
                checkPack(packs.get(i), kind, "/packs/" + i).ifPresent(violations::add);
            }
            if (packs.isEmpty()) {
                violations.add(new Violation(
                        "/packs", "empty-packs", "The list names no pack; leave it out to have all decide.", null));
            }
        }
        List<CompiledPack> evaluated = evaluated(ruleSet, kind, packs);
        if (packs == null && kind != null && evaluated.isEmpty() && !ruleSet.isPartial()) {
            String name = kind.word();
            violations.add(new Violation(
                    "/" + name, "no-pack", "No active pack decides about a subject of the kind " + name + ".", null));
        }
        List<CompiledPack> readers = new ArrayList<>(evaluated);
        ruleSet.policy().ifPresent(readers::add);
        facts.forEach((type, instances) -> violations.addAll(checkFacts(type, instances, readers)));
        violations.addAll(checkCutTables("/cutTables/", cutTables));
        if (with != null) {
            violations.addAll(checkCutTables("/with/cutTables/", with.cutTables()));
            violations.addAll(new OverrideChecks(ruleSet).violations(with));
        }
        return bounded(violations);
    }

    /** So that a small request does not get a huge answer. */
    private static List<Violation> bounded(List<Violation> violations) {
        if (violations.size() <= MOST) {
            return violations;
        }
        List<Violation> first = new ArrayList<>(violations.subList(0, MOST));
        first.add(new Violation(
                "",
                "too-many-violations",
                "There are " + (violations.size() - MOST) + " further violations, which are not listed.",
                "correct these and send the request again"));
        return first;
    }

    /** The violations of {@code request}, which is valid otherwise. */
    List<Violation> check(DecisionRequest request) {
        return check(request.subject().kind(), request.packs(), request.facts(), request.cutTables(), request.with());
    }

    /** The packs of {@code ruleSet} that decide: those named, else all that accept the kind. */
    static List<CompiledPack> evaluated(RuleSet ruleSet, @Nullable SubjectKind kind, @Nullable List<String> packs) {
        List<CompiledPack> evaluated = new ArrayList<>();
        for (CompiledPack pack : ruleSet.decidingPacks()) {
            if ((packs == null || packs.contains(pack.name())) && (kind == null || pack.accepts(kind))) {
                evaluated.add(pack);
            }
        }
        return evaluated;
    }

    private Optional<Violation> checkPack(String name, @Nullable SubjectKind kind, String pointer) {
        Optional<CompiledPack> pack = ruleSet.pack(name);
        if (pack.isEmpty()) {
            List<String> known =
                    ruleSet.decidingPacks().stream().map(CompiledPack::name).toList();
            return Optional.of(new Violation(
                    pointer,
                    "unknown-pack",
                    "No active pack has this name; active are " + String.join(", ", known) + ".",
                    NearestName.of(name, known).orElse(null)));
        }
        if (pack.get().isPolicy()) {
            return Optional.of(new Violation(
                    pointer,
                    "policy-pack",
                    "The pack " + name + " is the policy: it always has the last word, and is not named.",
                    null));
        }
        return kind == null || pack.get().accepts(kind)
                ? Optional.empty()
                : Optional.of(new Violation(
                        pointer,
                        "pack-of-other-kind",
                        "The pack " + name + " does not decide about a " + kind.word() + ".",
                        null));
    }

    private static List<Violation> checkFacts(
            String name, List<Map<String, Object>> instances, List<CompiledPack> evaluated) {
        String pointer = "/facts/" + name.replace("~", "~0").replace("/", "~1");
        List<DeclaredType> declarations = evaluated.stream()
                .flatMap(pack ->
                        Optional.ofNullable(pack.parsed().declaredTypes().get(name)).stream())
                .toList();
        if (declarations.isEmpty()) {
            List<String> known = evaluated.stream()
                    .flatMap(pack -> pack.parsed().declaredTypes().keySet().stream())
                    .sorted()
                    .toList();
            return List.of(new Violation(
                    pointer,
                    "unknown-type",
                    "None of the packs that decide declares a fact type of this name.",
                    NearestName.of(name, known).orElse(null)));
        }
        List<Violation> violations = new ArrayList<>();
        for (DeclaredType declaration : declarations) {
            for (int i = 0; i < instances.size(); i++) {
                violations.addAll(new DeclaredFacts(declaration).violations(instances.get(i), pointer + "/" + i));
            }
        }
        return violations.stream().distinct().toList();
    }

    private List<Violation> checkCutTables(String pointer, Map<String, CutTableChoice> cutTables) {
        List<Violation> violations = new ArrayList<>();
        cutTables.forEach((metric, choice) -> checkCutTable(
                        pointer + metric.replace("~", "~0").replace("/", "~1"), metric, choice)
                .ifPresent(violations::add));
        return violations;
    }

    private Optional<Violation> checkCutTable(String pointer, String metric, CutTableChoice choice) {
        Set<String> known = ruleSet.cutTableMetrics();
        known.add(CutTable.RFM);
        if (!known.contains(metric)) {
            return Optional.of(new Violation(
                    pointer,
                    "unknown-metric",
                    "Active packs use cut tables for these metrics only: " + String.join(", ", known) + ".",
                    NearestName.of(metric, known).orElse(null)));
        }
        Optional<CutTable> table = ruleSet.cutTable(metric, Optional.of(choice));
        if (table.isEmpty()) {
            return Optional.of(new Violation(
                    pointer,
                    "unknown-cut-table",
                    "No active pack has a cut table of " + metric + " with this id.",
                    null));
        }
        int bins = table.get().cutsOf(CutMeasure.VALUE).size() + 1;
        Optional<Integer> wanted = ruleSet.cutTable(metric, Optional.empty())
                .map(configured -> configured.cutsOf(CutMeasure.VALUE).size() + 1);
        return wanted.isEmpty() || wanted.get() == bins
                ? Optional.empty()
                : Optional.of(new Violation(
                        pointer,
                        "other-bins",
                        "The table has " + bins + " bins; the rules of the active packs are about " + wanted.get()
                                + ".",
                        wanted.get() - 1 + " cuts"));
    }
}
