package io.drover.engine.pack;

import io.drover.model.decision.CutTable;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule pack as it was read: whole, but not yet checked beyond what reading it shows.
 *
 * @param directory it was read from
 * @param revision the SHA-256, in hexadecimal, of its contents
 * @param thresholds by name, in the order of the file
 * @param refusedThresholds those that could not be read
 * @param ruleFiles DRL and decision tables, by path
 * @param cutTables by their id
 * @param scenarios the scenario files, by path, unread
 * @param contents all of its files
 */
public record RulePack(
        Path directory,
        String revision,
        Manifest manifest,
        Map<String, Threshold> thresholds,
        RefusedThresholds refusedThresholds,
        List<RuleFile> ruleFiles,
        Map<String, CutTable> cutTables,
        List<SourceFile> scenarios,
        PackContents contents) {

    public RulePack {
        ruleFiles = List.copyOf(ruleFiles);
        scenarios = List.copyOf(scenarios);
    }

    public String name() {
        return manifest.name();
    }

    /**
     * The same pack with the thresholds {@code changed} in place of those of the same names; its revision and contents stay, so it is
     * for trying only.
     */
    public RulePack withThresholds(Collection<Threshold> changed) {
        Map<String, Threshold> all = new LinkedHashMap<>(thresholds);
        changed.forEach(threshold -> all.put(threshold.name(), threshold));
        return new RulePack(
                directory,
                revision,
                manifest.withThresholds(all),
                all,
                refusedThresholds,
                ruleFiles,
                cutTables,
                scenarios,
                contents);
    }

    /** The same pack with another policy; its revision and contents stay, so it is for trying only. */
    public RulePack withPolicy(PolicyRules policy) {
        return new RulePack(
                directory,
                revision,
                manifest.withPolicy(policy),
                thresholds,
                refusedThresholds,
                ruleFiles,
                cutTables,
                scenarios,
                contents);
    }

    /** The Java and DRL package of the rules: the name with {@code _} for {@code -}. */
    public String packageName() {
        return name().replace('-', '_');
    }
}
