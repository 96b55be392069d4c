package io.drover.engine.decide;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.drl.ConclusionName;
import io.drover.engine.drl.Element;
import io.drover.engine.pack.Taxonomy;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.fact.RfmScore;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds taxonomies whose rules are about scores, and that leave the subject's scores out: no rule is about that cell, and no
 * default, nor the manifest, says that this is meant.
 */
final class UncoveredCells {

    private UncoveredCells() {}

    /** The code of the warning. */
    static final String CODE = "uncovered-cell";

    /** The warning that {@code taxonomy} of {@code pack}, which has no value, does not cover {@code rfm}; empty if it is not so. */
    static Optional<DecisionWarning> in(CompiledPack pack, Taxonomy taxonomy, RfmScore rfm) {
        boolean isMeant = taxonomy.unclassifiedAllowed()
                || taxonomy.defaultValue() != null
                || taxonomy.level() != Taxonomy.Level.SUBJECT;
        if (isMeant || rfm.r() == null || rfm.f() == null || rfm.m() == null || !isAboutScores(pack, taxonomy)) {
            return Optional.empty();
        }
        return Optional.of(new DecisionWarning(
                CODE,
                rfm.cutTable() == null ? "/rfm" : "/purchases",
                "No rule of " + taxonomy.name() + " covers the scores " + Objects.requireNonNull(rfm.r()) + "-"
                        + rfm.f() + "-" + rfm.m() + "."));
    }

    /** Whether rules conclude the taxonomy, all of them from scores alone. */
    private static boolean isAboutScores(CompiledPack pack, Taxonomy taxonomy) {
        ConclusionName name = new ConclusionName(ConclusionName.Kind.TAXONOMY, taxonomy.name());
        return pack.parsed().rules().stream().anyMatch(rule -> rule.concludes().contains(name))
                && pack.parsed().rules().stream()
                        .filter(rule -> rule.concludes().contains(name))
                        .flatMap(rule -> rule.body().conditions().stream())
                        .flatMap(Element::patterns)
                        .allMatch(pattern -> pattern.type().equals("RfmScore"));
    }
}
