package io.drover.server.cli;

import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.lint.Lint;
import io.drover.engine.lint.LintOptions;
import io.drover.engine.pack.TreatmentDefinition;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What sound packs are judged by, as the command line says it. */
final class LintArguments {

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "The date or instant that reviews are overdue on, and that requests of the population are"
                    + " decided for where they name none. Default: now.")
    private @Nullable Instant asOf;

    @Option(
            names = "--channels",
            paramLabel = "CHANNEL",
            split = ",",
            description = "The channels that the deployment operates, with commas between them. Default: all.")
    private @Nullable List<String> channels;

    @Option(
            names = "--population",
            paramLabel = "FILE",
            description = "Requests, one a line, as POST /v1/decisions takes them: all are decided, to see how many are"
                    + " in each segment and have each value.")
    private @Nullable Path population;

    /**
     * Refuses values that no deployment can have.
     *
     * @throws ParameterException if there are such
     */
    void check(CommandLine line) {
        for (String channel : channels == null ? List.<String>of() : channels) {
            if (!TreatmentDefinition.CHANNELS.contains(channel)) {
                throw new ParameterException(
                        line,
                        "There is no channel \"" + channel + "\"; the channels are "
                                + String.join(", ", TreatmentDefinition.CHANNELS) + ".");
            }
        }
    }

    /** What {@code ruleSet} decides about the population; null where there is none, or nothing to decide with. */
    @Nullable
    PopulationReading population(RuleSet ruleSet, DecisionEngine engine, Surroundings surroundings) {
        return population == null || ruleSet.compiledPacks().isEmpty()
                ? null
                : new PopulationReader(ruleSet, engine, instant(surroundings)).read(population);
    }

    /** The reports of {@code loading}, those of sound packs with what speaks against them and what is wrong with their scenarios. */
    List<PackReport> judge(
            Loading loading, @Nullable PopulationReading decided, DecisionEngine engine, Surroundings surroundings) {
        List<PackReport> judged = Lint.judge(
                loading,
                new LintOptions(
                        LocalDate.ofInstant(instant(surroundings), ZoneOffset.UTC),
                        channels == null ? null : Set.copyOf(channels),
                        engine,
                        decided == null ? null : decided.counts()));
        return ScenarioFindings.addedTo(judged, loading.ruleSet());
    }

    private Instant instant(Surroundings surroundings) {
        return asOf == null ? surroundings.clock().instant() : asOf;
    }
}
