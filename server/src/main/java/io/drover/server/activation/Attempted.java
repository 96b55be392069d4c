package io.drover.server.activation;

import io.drover.engine.compile.PackLoader.Loading;
import io.drover.server.activation.PackStatus.Active;
import io.drover.server.config.SourcesConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An attempt to have packs serve, and all that is known of it when it is told how they stand.
 *
 * @param active what serves now
 * @param before the statuses until now, by name
 * @param findings what is known of the packs beside their reports
 * @param steps that were taken with the packs after they were loaded
 */
record Attempted(
        Loading loading,
        ActivationPlan plan,
        Map<String, Active> active,
        Map<String, PackStatus> before,
        Instant now,
        Findings findings,
        LastSteps steps,
        Sources sources) {

    /**
     * What is known of packs apart from what was loaded.
     *
     * @param config where each pack comes from
     * @param pins the packs that are held
     * @param records of revisions that were pushed
     * @param lost packs whose kept files are missing or damaged, and the revision that should serve
     */
    record Sources(SourcesConfig config, Map<String, Pin> pins, RevisionRecords records, Map<String, String> lost) {}

    /** {@code statuses} by name. */
    static Map<String, PackStatus> byName(List<PackStatus> statuses) {
        return statuses.stream()
                .collect(Collectors.toMap(PackStatus::name, status -> status, (first, second) -> first));
    }
}
