package io.drover.engine.lint;

import io.drover.engine.drl.ParsedRule;
import io.drover.engine.lint.Dimension.Kind;
import io.drover.engine.pack.FindingCode;
import io.drover.engine.pack.Severity;
import io.drover.engine.pack.Taxonomy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges the rules of each taxonomy against each other, and every rule by itself: which can never matter, which values can hold
 * together, and which values of the facts no rule covers.
 *
 * <p>Each rule becomes a set of boxes over the fields, results and numbers it asks about, with the values that the thresholds
 * have. That is exact for comparisons of fields of the account, customer or scoring, of results and of counts with what is
 * always the same. Anything else is opaque: a rule is called dead only if it is so whatever the opaque conditions say, and
 * overlaps and gaps are found only where nothing opaque matters. What takes too many boxes or too much work is passed over.
 */
final class TaxonomyRules {

    private static final int MOST_BOXES_OF_RULE = 256;
    private static final int MOST_BOXES = 5_000;

    /** Of pairs of boxes compared and boxes made, for one taxonomy. */
    private static final long MOST_STEPS = 2_000_000;

    /** A rule of the taxonomy with its boxes. */
    private record Region(TaxonomyRule proposal, List<Box> boxes) {

        ParsedRule rule() {
            return proposal.rule();
        }
    }

    private final PackFindings findings;
    private final Taxonomy taxonomy;
    private final Dimensions dimensions;
    private final Inputs inputs;
    private final Effort effort = new Effort(MOST_STEPS);
    private final List<Region> regions = new ArrayList<>();
    private boolean complete = true;

    private TaxonomyRules(PackFindings findings, Taxonomy taxonomy) {
        this.findings = findings;
        this.taxonomy = taxonomy;
        this.dimensions = new Dimensions(findings.pack(), findings.concluded());
        this.inputs = new Inputs(findings.pack());
    }

    static void judge(PackFindings findings) {
        findings.rules().forEach(rule -> judgeAlone(findings, rule));
        for (Taxonomy taxonomy : findings.manifest().taxonomies().values()) {
            TaxonomyRules judge = new TaxonomyRules(findings, taxonomy);
            judge.readRules();
            judge.judgeLosers();
            if (taxonomy.exclusive()) {
                judge.judgeOverlaps();
            }
            judge.judgeGap();
        }
    }

    private static void judgeAlone(PackFindings findings, ParsedRule rule) {
        Formula formula = RuleFormula.of(findings.pack(), rule, new Dimensions(findings.pack(), findings.concluded()));
        if (formula.boxes(MOST_BOXES_OF_RULE).filter(List::isEmpty).isPresent()) {
            findings.add(
                    FindingCode.DEAD_RULE,
                    rule,
                    rule.place(),
                    "The rule can never fire: its conditions cannot hold together, with the thresholds and the other rules"
                            + " there are.",
                    "Correct the conditions or thresholds that contradict each other, or remove the rule.");
        }
    }

    private void readRules() {
        Map<TaxonomyRule, Formula> formulas = new LinkedHashMap<>();
        for (ParsedRule rule : findings.rules()) {
            for (TaxonomyRule proposal : TaxonomyRule.of(rule)) {
                if (proposal.taxonomy().equals(taxonomy.name())) {
                    formulas.put(proposal, RuleFormula.of(findings.pack(), rule, dimensions));
                }
            }
        }
        // Only now every value that conditions tell apart is noted.
        formulas.forEach((proposal, formula) -> formula.boxes(MOST_BOXES_OF_RULE)
                .ifPresentOrElse(boxes -> regions.add(new Region(proposal, boxes)), () -> complete = false));
    }

    private int rank(Region region) {
        int rank =
                taxonomy.valueNames().indexOf(String.valueOf(region.proposal().value()));
        return rank < 0 ? Integer.MAX_VALUE : rank;
    }

    private void judgeLosers() {
        for (Region region : regions) {
            if (!region.proposal().only() || region.boxes().isEmpty() || rank(region) == Integer.MAX_VALUE) {
                continue;
            }
            List<Region> earlier = regions.stream()
                    .filter(other -> rank(other) < rank(region))
                    .filter(other -> other.boxes().stream().anyMatch(box -> meets(box, region.boxes())))
                    .toList();
            if (!earlier.isEmpty()
                    && rest(region.boxes(), earlier).filter(List::isEmpty).isPresent()) {
                reportLoser(region, earlier);
            }
        }
    }

    /** Whether {@code box} is known to meet one of {@code others}; false where there is no effort left to find out. */
    private boolean meets(Box box, List<Box> others) {
        for (Box other : others) {
            if (!effort.spend(1)) {
                return false;
            }
            if (box.meets(other)) {
                return true;
            }
        }
        return false;
    }

    /** What is in {@code boxes} and in none of {@code others}; without effort left it is more than there is, or not known. */
    private Optional<List<Box>> rest(List<Box> boxes, List<Region> others) {
        List<Box> taken = others.stream()
                .flatMap(other -> other.boxes().stream())
                .filter(other -> meets(other, boxes))
                .toList();
        return Box.without(boxes, taken, MOST_BOXES, effort);
    }

    private void reportLoser(Region loser, List<Region> earlier) {
        String winner = earlier.stream()
                .filter(other -> rest(loser.boxes(), List.of(other))
                        .filter(List::isEmpty)
                        .isPresent())
                .findFirst()
                .map(other -> "the rule " + PackFindings.quoted(other.rule().name()) + " holds too, whose value "
                        + PackFindings.quoted(other.proposal().value()) + " comes")
                .orElse("one of several rules holds too, whose values come");
        findings.add(
                FindingCode.DEAD_RULE,
                loser.rule(),
                loser.rule().place(),
                "The rule never matters: wherever it holds, " + winner + " first in the taxonomy "
                        + PackFindings.quoted(taxonomy.name()) + ".",
                "Narrow the rule that comes first, change the order of the values in pack.yaml, or remove this rule.");
    }

    private void judgeOverlaps() {
        for (int i = 0; i < regions.size(); i++) {
            for (int j = i + 1; j < regions.size(); j++) {
                Region one = regions.get(i);
                Region two = regions.get(j);
                if (rank(one) != rank(two)) {
                    overlap(one, two).ifPresent(box -> reportOverlap(one, two, box));
                }
            }
        }
    }

    private Optional<Box> overlap(Region one, Region two) {
        for (Box box : one.boxes()) {
            for (Box other : two.boxes()) {
                if (!effort.spend(1)) {
                    return Optional.empty();
                }
                Optional<Box> both = box.meets(other)
                        ? box.and(other).filter(met -> isCertain(met.sides().keySet()))
                        : Optional.empty();
                if (both.isPresent()) {
                    return both;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether any value of one dimension may come with any value of another, so that what a box holds can happen. */
    private boolean isCertain(Set<Dimension> asked) {
        List<Kind> kinds = asked.stream()
                .map(Dimension::kind)
                .filter(kind -> kind != Kind.PRESENCE)
                .toList();
        boolean alike = kinds.stream().distinct().count() <= 1;
        return alike
                && !kinds.contains(Kind.OPAQUE)
                && (!kinds.contains(Kind.COUNT) || kinds.size() == 1)
                && inputs.areApart(dimensions.results(asked));
    }

    private void reportOverlap(Region one, Region two, Box both) {
        String example = both.example();
        findings.add(
                FindingCode.OVERLAP,
                two.rule(),
                two.rule().place(),
                "The values " + PackFindings.quoted(one.proposal().value()) + " and "
                        + PackFindings.quoted(two.proposal().value()) + " of the exclusive taxonomy "
                        + PackFindings.quoted(taxonomy.name()) + " hold together"
                        + (example.isEmpty() ? "" : ", for instance where " + example) + "; the other rule is "
                        + PackFindings.quoted(one.rule().name()) + ".",
                "Let their conditions exclude each other, or remove \"exclusive: true\", so that the order of the values"
                        + " decides.");
    }

    private void judgeGap() {
        if (!complete || regions.isEmpty()) {
            return;
        }
        Map<Dimension, BitSet> whole = new LinkedHashMap<>();
        for (Dimension dimension : dimensions.all()) {
            if (dimension.kind() == Kind.PRESENCE) {
                whole.put(dimension, dimension.where(this::isThere));
            } else if (dimension.kind() != Kind.OPAQUE) {
                whole.put(dimension, dimension.present());
            }
        }
        if (whole.isEmpty() || whole.values().stream().anyMatch(BitSet::isEmpty) || !isCertain(whole.keySet())) {
            return;
        }
        List<Box> covered = regions.stream()
                .flatMap(region -> region.boxes().stream())
                .map(box -> box.keeping(whole::containsKey))
                .toList();
        Box.without(List.of(new Box(whole)), covered, MOST_BOXES, effort)
                .filter(rest -> !rest.isEmpty())
                .ifPresent(rest -> reportGap(rest.get(0)));
    }

    /** Whether what rules ask for can be there where the taxonomy is decided: a fact, or a kind of subject. */
    private boolean isThere(@Nullable Object presence) {
        return presence instanceof String kind
                ? taxonomy.subjects().stream()
                        .anyMatch(subject ->
                                subject.name().toLowerCase(Locale.ROOT).equals(kind))
                : !Boolean.FALSE.equals(presence);
    }

    private void reportGap(Box gap) {
        String otherwise = taxonomy.defaultValue();
        boolean meant = otherwise != null || taxonomy.unclassifiedAllowed();
        findings.add(
                FindingCode.GAP,
                meant ? Severity.INFORMATION : Severity.WARNING,
                findings.definition("taxonomies/" + taxonomy.name()),
                null,
                taxonomy.name(),
                "No rule of the taxonomy " + PackFindings.quoted(taxonomy.name()) + " covers " + gap.example()
                        + "; it is "
                        + (otherwise == null ? "unclassified" : PackFindings.quoted(otherwise) + " by default")
                        + " there.",
                meant
                        ? "Nothing is to be done if that is meant."
                        : "Add a rule for it, or say that it is meant: \"default: …\" or \"unclassified: allowed\".");
    }
}
