package io.drover.engine.scenario;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.RequestChecks;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.RulePack;
import io.drover.engine.pack.SourceFile;
import io.drover.engine.pack.YamlNode;
import io.drover.engine.pack.YamlTree;
import io.drover.engine.request.RuleSetChecks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the scenarios of a pack: lists of scenarios in YAML, checked against the packs that decide in them. */
public final class ScenarioReader {

    /**
     * What a scenario is read with.
     *
     * @param pack the pack it belongs to
     * @param names what is known of packs by name
     * @param checks what may be sent to packs by name
     * @param policies the names of policy packs
     * @param sources what packs say, by name
     */
    record Context(
            String pack,
            Function<List<String>, KnownNames> names,
            Function<List<String>, RuleSetChecks> checks,
            Set<String> policies,
            Function<String, Optional<RulePack>> sources) {

        /** Whether the scenario belongs to a policy pack. */
        boolean isPolicy() {
            return policies.contains(pack);
        }
    }

    /** As much as some hundred megabytes hold once it is written out. */
    private static final long MOST_VALUES = 1_000_000;

    private final Context context;
    private final List<Scenario> scenarios = new ArrayList<>();
    private final List<PackProblem> problems = new ArrayList<>();
    private final Map<String, Place> placesByName = new HashMap<>();
    private long values;
    private boolean isFull;

    private ScenarioReader(Context context) {
        this.context = context;
    }

    /** The scenarios of {@code pack}, which is one of {@code ruleSet}. */
    public static ScenarioReading read(RuleSet ruleSet, CompiledPack pack) {
        return read(ruleSet, pack, pack.source().scenarios());
    }

    /** The scenarios in {@code files}, read as if they were those of {@code pack}. */
    public static ScenarioReading read(RuleSet ruleSet, CompiledPack pack, List<SourceFile> files) {
        Context context = new Context(
                pack.name(),
                names -> KnownNames.of(names.stream()
                        .map(ruleSet::pack)
                        .flatMap(Optional::stream)
                        .toList()),
                names -> RequestChecks.of(
                        ruleSet.decidingPacks().stream().anyMatch(each -> names.contains(each.name()))
                                ? ruleSet
                                : ruleSet.only(names)),
                ruleSet.policy().map(CompiledPack::name).stream().collect(Collectors.toUnmodifiableSet()),
                name -> ruleSet.pack(name).map(CompiledPack::source));
        return read(context, files);
    }

    static ScenarioReading read(Context context, List<SourceFile> files) {
        ScenarioReader reader = new ScenarioReader(context);
        files.forEach(reader::readFile);
        return new ScenarioReading(reader.scenarios, reader.problems);
    }

    private void readFile(SourceFile file) {
        YamlTree tree = YamlTree.read(file.path(), file.text());
        problems.addAll(tree.problems());
        if (tree.root() instanceof YamlNode.Sequence list) {
            list.items().forEach(this::readScenario);
        } else if (tree.problems().isEmpty()) {
            Place place =
                    tree.root() == null ? Place.whole(file.path()) : tree.root().place();
            problems.add(PackProblem.error(
                    place,
                    null,
                    "wrong-type",
                    "A file of scenarios must be a list of them.",
                    "Begin each scenario with \"- name: …\"."));
        }
    }

    private void readScenario(YamlNode node) {
        values += values(node);
        if (values > MOST_VALUES) {
            if (!isFull) {
                isFull = true;
                problems.add(PackProblem.error(
                        node.place(),
                        null,
                        "file-too-large",
                        "With this scenario there are more than " + MOST_VALUES
                                + " values in the scenarios of the pack, where each row of a matrix counts with all it is given.",
                        "Give rows fewer facts, or split the pack."));
            }
            return;
        }
        List<PackProblem> found = new ArrayList<>();
        List<Scenario> read = new ScenarioNode(node, context, found::add).read();
        if (found.isEmpty()) {
            read.forEach(scenario -> requireExpectation(scenario, found));
        }
        read.forEach(scenario -> requireOwnName(scenario, found));
        problems.addAll(found.stream().distinct().toList());
        if (found.isEmpty()) {
            scenarios.addAll(read);
        }
    }

    /** How many values the scenario {@code node} has; with a matrix, what stands outside of it is there for each row. */
    private static long values(YamlNode node) {
        YamlNode matrix = entry(node, "matrix");
        YamlNode rows = matrix == null ? null : entry(matrix, "rows");
        long inMatrix = matrix == null ? 0 : size(matrix);
        long times = rows instanceof YamlNode.Sequence list ? list.items().size() : 1;
        return (size(node) - inMatrix) * times + inMatrix;
    }

    private static @Nullable YamlNode entry(YamlNode node, String key) {
        YamlNode.Entry entry =
                node instanceof YamlNode.Mapping mapping ? mapping.entries().get(key) : null;
        return entry == null ? null : entry.value();
    }

    /** How many values {@code node} is made of. */
    private static long size(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            return 1
                    + mapping.entries().values().stream()
                            .mapToLong(entry -> size(entry.value()))
                            .sum();
        }
        return node instanceof YamlNode.Sequence list
                ? 1 + list.items().stream().mapToLong(ScenarioReader::size).sum()
                : 1;
    }

    private static void requireExpectation(Scenario scenario, List<PackProblem> found) {
        if (scenario.steps().stream().allMatch(step -> step.expectations().isEmpty())) {
            found.add(PackProblem.error(
                    scenario.place(),
                    null,
                    "nothing-expected",
                    "The scenario \"" + scenario.name() + "\" expects nothing.",
                    "Say under \"expect\" of a step what must come out."));
        }
    }

    private void requireOwnName(Scenario scenario, List<PackProblem> found) {
        Place first = placesByName.putIfAbsent(scenario.name(), scenario.place());
        if (first != null) {
            found.add(PackProblem.error(
                    scenario.place(),
                    null,
                    "duplicate-name",
                    "The scenario \"" + scenario.name() + "\" is there twice; the first is at " + first + ".",
                    "Give one of the two a name that says what it shows."));
        }
    }
}
