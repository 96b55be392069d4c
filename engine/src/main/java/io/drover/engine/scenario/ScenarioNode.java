package io.drover.engine.scenario;

import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.YamlFields;
import io.drover.engine.pack.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One scenario in YAML while it is read. It has steps; or, where there is but one, what that step says; or that and a matrix,
 * each row of which is a scenario.
 */
final class ScenarioNode {

    private static final String STEPS = "steps";
    private static final String MATRIX = "matrix";
    private static final String WITH = "with";
    private static final List<String> KEYS = Stream.concat(
                    Stream.of("name", "packs", WITH, STEPS, MATRIX), StepReader.KEYS.stream())
            .toList();

    private final YamlNode node;
    private final ScenarioReader.Context context;
    private final Consumer<PackProblem> sink;

    ScenarioNode(YamlNode node, ScenarioReader.Context context, Consumer<PackProblem> sink) {
        this.node = node;
        this.context = context;
        this.sink = sink;
    }

    /** The scenario, or one for each row of its matrix; what is wrong with them goes to the sink. */
    List<Scenario> read() {
        String owner = node instanceof YamlNode.Mapping mapping
                        && mapping.entries().containsKey("name")
                ? "the scenario \""
                        + Subset.show(mapping.entries().get("name").value().toJson()) + "\""
                : "the scenario";
        YamlFields fields = new YamlFields(node, owner, KEYS, sink);
        fields.require("name");
        String name = fields.text("name");
        YamlNode.Sequence packs = packs(fields, owner);
        Variation variation = new VariationReader(context, sink).read(fields.node(WITH), names(packs), owner);
        YamlNode.Mapping only = onlyStep();
        List<Scenario> scenarios = new ArrayList<>();
        YamlNode matrix = fields.node(MATRIX);
        if (matrix != null && !fields.has(STEPS)) {
            for (Matrix.Row row : new Matrix(only, owner, sink).read(matrix)) {
                new StepReader(context, packs, sink)
                        .read(row.step(), row.place(), owner)
                        .map(step -> new Scenario(
                                context.pack(),
                                name + ": " + row.name(),
                                row.place(),
                                names(packs),
                                variation,
                                List.of(step)))
                        .ifPresent(scenarios::add);
            }
        } else {
            List<ScenarioStep> steps = only.entries().isEmpty() || fields.has(STEPS)
                    ? steps(fields, owner, packs)
                    : new StepReader(context, packs, sink)
                            .read(only, node.place(), owner).stream().toList();
            if (!steps.isEmpty()) {
                scenarios.add(new Scenario(
                        context.pack(), String.valueOf(name), node.place(), names(packs), variation, steps));
            }
        }
        return name == null ? List.of() : scenarios;
    }

    private static List<String> names(YamlNode.Sequence packs) {
        return packs.items().stream()
                .map(pack -> ((YamlNode.Text) pack).value())
                .toList();
    }

    /** What the scenario itself says of its only step. */
    private YamlNode.Mapping onlyStep() {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        if (node instanceof YamlNode.Mapping mapping) {
            entries.putAll(mapping.entries());
            entries.keySet().retainAll(StepReader.KEYS);
        }
        return new YamlNode.Mapping(node.place(), entries);
    }

    private List<ScenarioStep> steps(YamlFields fields, String owner, YamlNode.Sequence packs) {
        fields.require(STEPS);
        Stream.concat(Stream.of(MATRIX), StepReader.KEYS.stream())
                .filter(fields::has)
                .forEach(key -> fields.report(
                        fields.place(key),
                        "misplaced-key",
                        YamlFields.sentence(owner + " has \"" + key + "\" beside \"steps\""),
                        "Write either steps, or asOf, given and expect, with a matrix or without."));
        StepReader reader = new StepReader(context, packs, sink);
        List<ScenarioStep> steps = new ArrayList<>();
        int number = 0;
        for (YamlNode step : fields.list(STEPS)) {
            number++;
            reader.read(step, step.place(), "step " + number + " of " + owner).ifPresent(steps::add);
        }
        return steps;
    }

    /** The packs that decide: those named, else the one that the scenario belongs to. */
    private YamlNode.Sequence packs(YamlFields fields, String owner) {
        if (!fields.has("packs")) {
            return new YamlNode.Sequence(node.place(), List.of(new YamlNode.Text(node.place(), context.pack())));
        }
        List<YamlNode.Text> packs = fields.texts("packs");
        if (packs.stream().noneMatch(pack -> pack.value().equals(context.pack()))) {
            fields.report(
                    fields.place("packs"),
                    "foreign-scenario",
                    YamlFields.sentence(owner + " is not about its own pack " + context.pack()),
                    "Add " + context.pack() + " to its packs, or move the scenario to another pack.");
        }
        return new YamlNode.Sequence(fields.place("packs"), List.copyOf(packs));
    }
}
