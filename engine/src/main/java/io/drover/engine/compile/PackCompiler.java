package io.drover.engine.compile;

import io.drover.engine.drl.ParsedRule;
import io.drover.engine.drl.ParsedRules;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.RuleFile;
import io.drover.engine.pack.RulePack;
import io.drover.engine.sandbox.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/** Compiles a pack whose rule text has passed all checks. */
final class PackCompiler {

    /**
     * A compiled pack, or why there is none.
     *
     * @param pack null where it does not compile
     * @param bytes its compiled form, from which it can be restored; null where there is none
     * @param problems none where it compiles
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(@Nullable CompiledPack pack, byte @Nullable [] bytes, List<PackProblem> problems) {}

    private final RulePack pack;
    private final ParsedRules parsed;
    private final Strata strata;
    private final Map<String, String> drl;
    private final byte[] thresholdClass;
    private final Confinement confinement;
    private final Consumer<String> steps;

    /** @param steps is told each step that is done */
    PackCompiler(RulePack pack, ParsedRules parsed, Confinement confinement, Consumer<String> steps) {
        this.confinement = confinement;
        this.steps = steps;
        this.pack = pack;
        this.parsed = parsed;
        this.strata = Strata.of(parsed.rules());
        this.drl = pack.ruleFiles().stream()
                .collect(Collectors.toMap(
                        RuleFile::path, file -> StratumMarker.mark(file.drl(), rulesIn(file, parsed), strata)));
        this.thresholdClass =
                ThresholdClass.bytes(pack.packageName(), pack.thresholds().values());
    }

    /** Names the compiled form of this content. */
    String key() {
        return CompilationKey.of(pack, drl, thresholdClass);
    }

    Outcome compile(PackLoader.Compiler compiler) {
        RuleBaseCompiler.Outcome outcome = ruleBaseCompiler().compile(compiler);
        KieBase ruleBase = outcome.ruleBase();
        return ruleBase == null
                ? new Outcome(null, null, problems(outcome))
                : new Outcome(new CompiledPack(pack, parsed, strata, ruleBase), outcome.bytes(), List.of());
    }

    /** The pack out of its compiled form; empty where that is of no use. */
    Optional<CompiledPack> restore(byte[] bytes) {
        return ruleBaseCompiler().restore(bytes).map(ruleBase -> new CompiledPack(pack, parsed, strata, ruleBase));
    }

    private RuleBaseCompiler ruleBaseCompiler() {
        return new RuleBaseCompiler(pack, drl, thresholdClass, confinement, steps);
    }

    private static List<ParsedRule> rulesIn(RuleFile file, ParsedRules parsed) {
        return parsed.rules().stream()
                .filter(rule -> rule.file().equals(file.path()))
                .toList();
    }

    private List<PackProblem> problems(RuleBaseCompiler.Outcome outcome) {
        return outcome.violations().isEmpty()
                ? problems(pack, parsed, outcome.failures())
                : outcome.violations().stream().map(this::problem).distinct().toList();
    }

    private PackProblem problem(Violation violation) {
        Optional<ParsedRule> rule = parsed.rules().stream()
                .filter(each -> each.name().equals(violation.rule()))
                .findFirst();
        Place place = rule.flatMap(each -> pack.ruleFiles().stream()
                        .filter(file -> file.path().equals(each.file()))
                        .findFirst()
                        .map(file -> file.place(each.line(), 1)))
                .orElse(Place.whole("pack.yaml"));
        String code = rule.map(each -> "The code of the rule \"" + each.name() + "\"")
                .orElse("The code of " + violation.className());
        return PackProblem.error(
                place,
                rule.map(ParsedRule::name).orElse(null),
                "forbidden-code",
                code + " " + violation.what(),
                "Take it out; if it reads like any other rule, report it as a fault of Drover.");
    }

    private static List<PackProblem> problems(
            RulePack pack, ParsedRules parsed, List<RuleBaseCompiler.Failure> failures) {
        Map<String, RuleFile> files =
                pack.ruleFiles().stream().collect(Collectors.toMap(PackCompiler::compiledName, Function.identity()));
        return failures.stream()
                .map(failure -> problem(Optional.ofNullable(failure.file()).map(files::get), parsed, failure))
                .distinct()
                .toList();
    }

    /** The name under which the compilers know a file. */
    private static String compiledName(RuleFile file) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        return name.endsWith(".drl") ? name : name + ".drl";
    }

    private static PackProblem problem(Optional<RuleFile> file, ParsedRules parsed, RuleBaseCompiler.Failure failure) {
        Optional<ParsedRule> rule = file.flatMap(found -> parsed.rules().stream()
                .filter(each -> each.file().equals(found.path()) && each.line() <= failure.line())
                .reduce((earlier, later) -> later.line() > earlier.line() ? later : earlier));
        Place place = file.map(found -> failure.line() > 0 ? found.place(failure.line(), 1) : Place.whole(found.path()))
                .orElse(Place.whole("pack.yaml"));
        String named = rule.map(each -> "The rule \"" + each.name() + "\"").orElse("A rule of this pack");
        return PackProblem.error(
                place,
                rule.map(ParsedRule::name).orElse(null),
                "does-not-compile",
                named + " does not compile: " + firstLine(failure.message()),
                "Compare its conditions and its consequence with the rule-writing guide, and mend what the message names.");
    }

    private static String firstLine(String message) {
        return message.strip()
                .lines()
                .findFirst()
                .orElse("the compiler gives no reason")
                .strip();
    }
}
