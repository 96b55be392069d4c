package io.drover.engine.scenario;

import io.drover.engine.decide.DecisionTrace;
import io.drover.engine.failure.NearestName;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.YamlFields;
import io.drover.engine.pack.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The expectations of one step while they are read: the names they may use, and where expectations and problems go. */
final class Expecting {

    private final String pack;
    private final KnownNames names;
    private final Consumer<PackProblem> sink;
    private final List<Expectation> expectations = new ArrayList<>();

    Expecting(String pack, KnownNames names, Consumer<PackProblem> sink) {
        this.pack = pack;
        this.names = names;
        this.sink = sink;
    }

    /** The pack that the scenario belongs to. */
    String pack() {
        return pack;
    }

    KnownNames names() {
        return names;
    }

    Consumer<PackProblem> sink() {
        return sink;
    }

    List<Expectation> expectations() {
        return expectations;
    }

    /** Expects {@code expected} of {@code path}, as {@link Expectation} says. */
    void expect(Place place, String path, String expected, Function<DecisionTrace, Optional<String>> mismatch) {
        expectations.add(new Expectation(place, path, expected, mismatch));
    }

    /** The fields of {@code node}, of which only {@code known} may be there. */
    YamlFields fields(YamlNode node, String owner, Collection<String> known) {
        return new YamlFields(node, owner, known, sink);
    }

    /** The texts of the list at {@code key}, those that are among {@code known}; the others are an {@code unknown-<what>}. */
    List<YamlNode.Text> namesIn(YamlFields fields, String key, String what, Collection<String> known) {
        return fields.texts(key).stream()
                .filter(name -> isKnown(name.place(), what, name.value(), known))
                .toList();
    }

    /** Whether {@code name} is known; if it is not, that is a problem. */
    boolean isKnown(Place place, String what, String name, Collection<String> known) {
        if (known.contains(name)) {
            return true;
        }
        report(
                place,
                "unknown-" + what,
                "There is no " + what + " \"" + name + "\" in the packs of this scenario.",
                NearestName.of(name, known)
                        .map(nearest -> "Did you mean \"" + nearest + "\"?")
                        .orElse("Write the name of a " + what + " as the pack defines it."));
        return false;
    }

    void report(Place place, String code, String message, String remedy) {
        sink.accept(PackProblem.error(place, null, code, message, remedy));
    }

    /** Whether the mapping has {@code key} with the value {@code null}, which is not the same as not having it. */
    static boolean isNull(YamlNode node, String key) {
        return node instanceof YamlNode.Mapping mapping
                && mapping.entries().containsKey(key)
                && mapping.entries().get(key).value() instanceof YamlNode.Null;
    }

    /** Whether the value of {@code key} is a list without items, which expects that there are none. */
    static boolean isEmptyList(YamlFields fields, String key) {
        return fields.node(key) instanceof YamlNode.Sequence sequence
                && sequence.items().isEmpty();
    }
}
