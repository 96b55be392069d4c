package io.drover.engine.lint;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.pack.PackProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges the packs that were found sound. What is wrong with the others has to be mended first: of a pack that is half read,
 * nobody can say what it lacks. Nothing found here keeps a pack from serving.
 */
public final class Lint {

    private Lint() {}

    /** The reports of {@code loading}, those of sound packs with what speaks against them. */
    public static List<PackReport> judge(Loading loading, LintOptions options) {
        Map<String, PackFindings> found = new LinkedHashMap<>();
        for (CompiledPack pack : loading.ruleSet().compiledPacks()) {
            PackFindings findings = new PackFindings(pack, options);
            judge(findings, options);
            found.put(pack.name(), findings);
        }
        Motions.judge(found.values());
        Exclusions.judge(found.values());
        if (options.scenarios() != null) {
            new FiredRules(options.scenarios(), loading.ruleSet()).judge(found.values());
        }
        return loading.reports().stream()
                .map(report -> with(report, found.get(report.name())))
                .toList();
    }

    private static void judge(PackFindings findings, LintOptions options) {
        SegmentsAndValues.judge(findings);
        Thresholds.judge(findings);
        Reviews.judge(findings, options.asOf());
        RuleFiles.judge(findings);
        RuleStyle.judge(findings);
        TaxonomyRules.judge(findings);
        if (options.channels() != null) {
            Channels.judge(findings, options.channels());
        }
        if (options.population() != null) {
            options.population().judge(findings);
        }
    }

    private static PackReport with(PackReport report, @Nullable PackFindings findings) {
        if (findings == null || !report.isSound()) {
            return report;
        }
        List<PackProblem> problems = new ArrayList<>(report.problems());
        problems.addAll(findings.problems());
        return new PackReport(report.name(), report.directory(), report.revision(), problems, report.steps());
    }
}
