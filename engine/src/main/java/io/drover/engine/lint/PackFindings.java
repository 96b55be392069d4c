package io.drover.engine.lint;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.pack.FindingCode;
import io.drover.engine.pack.LintRules.Ignored;
import io.drover.engine.pack.Manifest;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is found about one pack. A finding that the pack's owner has accepted is kept, as information with its reason. */
final class PackFindings {

    private final CompiledPack pack;
    private final LintOptions options;
    private final Concluded concluded;
    private final List<PackProblem> problems = new ArrayList<>();
    private final Set<Ignored> met = new LinkedHashSet<>();
    private boolean mistakenScenarios;

    PackFindings(CompiledPack pack, LintOptions options) {
        this.pack = pack;
        this.options = options;
        this.concluded = new Concluded(pack);
    }

    CompiledPack pack() {
        return pack;
    }

    /** What can come of its rules. */
    Concluded concluded() {
        return concluded;
    }

    Manifest manifest() {
        return pack.source().manifest();
    }

    List<ParsedRule> rules() {
        return pack.parsed().rules();
    }

    /** Where {@code way} of the manifest leads, such as {@code segments/in-market}. */
    Place definition(String way) {
        return manifest().places().of(way);
    }

    /** Adds a finding about something the manifest or a table defines under the name {@code about}. */
    void add(FindingCode code, Place place, String about, String message, String remedy) {
        add(code, code.severity(), place, null, about, message, remedy);
    }

    /** Adds a finding about {@code rule}, at {@code place} in it. */
    void add(FindingCode code, ParsedRule rule, Place place, String message, String remedy) {
        add(code, code.severity(), place, rule.name(), rule.name(), message, remedy);
    }

    /** Adds a finding that is as grave as {@code severity}. */
    void add(
            FindingCode code,
            Severity severity,
            Place place,
            @Nullable String rule,
            String about,
            String message,
            String remedy) {
        Optional<Ignored> ignored = manifest().lint().ignored().stream()
                .filter(each -> each.code() == code)
                .filter(each -> each.about() == null || each.about().equals(about))
                .findFirst();
        ignored.ifPresent(met::add);
        problems.add(
                ignored.isPresent()
                        ? PackProblem.of(
                                Severity.INFORMATION,
                                place,
                                rule,
                                code.code(),
                                message,
                                "Accepted by the pack's owner: " + ignored.get().reason() + ".")
                        : PackProblem.of(severity, place, rule, code.code(), message, remedy));
    }

    /** Takes note that the scenarios could not be run, for mistakes in them. */
    void scenariosHaveMistakes() {
        mistakenScenarios = true;
    }

    /** Whether there is a finding of this code about {@code rule}. */
    boolean has(FindingCode code, ParsedRule rule) {
        return problems.stream()
                .anyMatch(problem ->
                        problem.code().equals(code.code()) && rule.name().equals(problem.rule()));
    }

    /** All that was found, and what was to be ignored but is not there. */
    List<PackProblem> problems() {
        List<PackProblem> all = new ArrayList<>(problems);
        for (Ignored ignored : manifest().lint().ignored()) {
            if (!met.contains(ignored) && isJudged(ignored.code())) {
                all.add(PackProblem.of(
                        FindingCode.IGNORE_UNUSED.severity(),
                        ignored.place(),
                        null,
                        FindingCode.IGNORE_UNUSED.code(),
                        "The finding " + ignored.code().code()
                                + (ignored.about() == null ? "" : " about \"" + ignored.about() + "\"")
                                + " is to be ignored, but is not there.",
                        "Remove the item."));
            }
        }
        return all;
    }

    /** Whether a finding of this code would be seen with the options there are. */
    private boolean isJudged(FindingCode code) {
        return switch (code) {
            case REVIEW_OVERDUE -> options.asOf() != null;
            case INACCESSIBLE -> options.channels() != null;
            case NOT_SUBSTANTIAL, NO_DISCRIMINATION -> options.population() != null;
            case DEAD_RULE -> options.scenarios() != null && !mistakenScenarios;
            default -> true;
        };
    }

    /** {@code "in-market"}, and the like. */
    static String quoted(@Nullable Object name) {
        return "\"" + Objects.toString(name) + "\"";
    }
}
