package io.drover.server.activation;

import io.drover.engine.compile.PackReport;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Severity;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what came of an attempt into the log: a line for each problem of a pack it was about, and one for the whole. */
final class ActivationLog {

    private static final Logger LOG = LoggerFactory.getLogger(Activation.class);

    private ActivationLog() {}

    /** Tells that a rule set serves now. */
    static void tellActive(String revision, ActivationPlan plan, List<PackStatus> statuses) {
        LOG.atInfo()
                .addKeyValue("revision", revision)
                .addKeyValue("changed", plan.group())
                .addKeyValue("packs", plan.next().keySet())
                .addKeyValue("millis", millis(plan, statuses))
                .log("rules are active");
    }

    /** Tells that a rule set cannot be kept. */
    static void tellNotKept(String revision, IOException failure) {
        LOG.atError()
                .addKeyValue("revision", revision)
                .addKeyValue("failure", failure.toString())
                .log("a rule set cannot be kept and recorded");
    }

    /** Tells what is wrong with the packs of an attempt; {@code whyNot} as the holder has it. */
    static void tellProblems(ActivationPlan plan, List<PackStatus> statuses, String whyNot) {
        for (PackStatus status : statuses) {
            if (plan.about().contains(status.name())) {
                status.problems().stream().forEach(problem -> tell(status.name(), problem));
            }
        }
        if (!whyNot.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("changed", plan.about())
                    .addKeyValue("serving", plan.next().keySet())
                    .addKeyValue("reason", whyNot)
                    .log("the rules directory is not what serves");
        }
    }

    /** Tells a problem of a pack, unless it is for information only. */
    static void tell(String pack, PackProblem problem) {
        if (problem.severity() == Severity.INFORMATION) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("pack", pack)
                .addKeyValue("file", problem.file())
                .addKeyValue("line", problem.line())
                .addKeyValue("column", problem.column())
                .addKeyValue("cell", problem.cell())
                .addKeyValue("rule", problem.rule())
                .addKeyValue("code", problem.code())
                .addKeyValue("severity", problem.severity())
                .addKeyValue("message", problem.message())
                .addKeyValue("remedy", problem.remedy())
                .log("a rule pack has a problem");
    }

    private static long millis(ActivationPlan plan, List<PackStatus> statuses) {
        return statuses.stream()
                .filter(status -> plan.about().contains(status.name()))
                .flatMap(status -> status.lastAttempt().steps().stream())
                .mapToLong(PackReport.Step::millis)
                .sum();
    }
}
