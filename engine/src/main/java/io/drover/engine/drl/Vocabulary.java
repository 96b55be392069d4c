package io.drover.engine.drl;

import io.drover.engine.pack.Manifest;
import io.drover.engine.pack.RefusedThresholds;
import io.drover.engine.pack.RulePack;
import io.drover.engine.pack.Threshold;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every name the rules of one pack may use: types with their fields and questions, thresholds, and what the manifest defines. */
final class Vocabulary {

    private final Manifest manifest;
    private final Map<String, FactType> types;
    private final Set<String> declared;
    private final Map<String, Threshold> thresholds;
    private final RefusedThresholds refusedThresholds;

    Vocabulary(RulePack pack, Collection<DeclaredType> declared) {
        this.manifest = pack.manifest();
        this.types = new TreeMap<>(ModelTypes.READABLE);
        declared.forEach(type -> types.putIfAbsent(type.name(), DeclarationReader.factType(type)));
        this.declared = declared.stream().map(DeclaredType::name).collect(Collectors.toUnmodifiableSet());
        this.refusedThresholds = pack.refusedThresholds();
        this.thresholds = pack.thresholds().values().stream()
                .collect(Collectors.toMap(Threshold::constantName, threshold -> threshold, (a, b) -> a, TreeMap::new));
    }

    Manifest manifest() {
        return manifest;
    }

    /** The type that patterns can be about; null if there is none of the name. */
    @Nullable
    FactType type(String name) {
        return types.get(name);
    }

    Set<String> typeNames() {
        return types.keySet();
    }

    /** Whether the pack itself declares the type, so that no import is needed. */
    boolean declares(String name) {
        return declared.contains(name);
    }

    /** The threshold behind {@code T.constant}; null if there is none. */
    @Nullable
    Threshold threshold(String constant) {
        return thresholds.get(constant);
    }

    /** Whether {@code T.constant} may stand for a threshold that could not be read, as was reported. */
    boolean mayBeRefused(String constant) {
        return refusedThresholds.mayHold(constant);
    }

    Set<String> constants() {
        return thresholds.keySet();
    }

    /** What a threshold's value is to a condition; a list is TEXTS. */
    static ValueType typeOf(Threshold threshold) {
        return switch (threshold.type()) {
            case INTEGER -> ValueType.WHOLE;
            case DECIMAL -> ValueType.DECIMAL;
            case DURATION -> ValueType.DURATION;
            case TEXT -> ValueType.TEXT;
            case LIST -> ValueType.TEXTS;
        };
    }
}
