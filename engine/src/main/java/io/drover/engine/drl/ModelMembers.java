package io.drover.engine.drl;

import io.drover.engine.drl.FactType.FieldType;
import io.drover.model.conclusion.InSegment;
import io.drover.model.fact.TimedFact;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What compiled rules can do with the types of the model: the same that the text of rules can. */
final class ModelMembers {

    static final Map<String, Set<String>> USABLE = usable();

    private ModelMembers() {}

    private static Map<String, Set<String>> usable() {
        Map<String, Set<String>> members = new TreeMap<>();
        ModelTypes.READABLE.values().forEach(type -> {
            Set<String> uses = new HashSet<>(Set.of("cast", "ldc"));
            type.fields().values().stream().map(FieldType::accessor).forEach(uses::add);
            uses.addAll(type.questions().keySet());
            members.put(internalName(Objects.requireNonNull(ModelTypes.IMPORTABLE.get(type.name()))), uses);
        });
        // Segments are read and concluded, by way of their name alone.
        Stream.concat(ModelTypes.PROPOSALS.values().stream(), Stream.of(InSegment.class))
                .forEach(type -> members.computeIfAbsent(internalName(type.getName()), absent -> new HashSet<>())
                        .addAll(making(type)));
        Set<String> timed = new HashSet<>(List.of("extends", "<init>", "ldc"));
        timed.addAll(ModelTypes.timedQuestions().keySet());
        members.put(internalName(TimedFact.class.getName()), timed);
        return Map.copyOf(members);
    }

    /** To make a conclusion and to say more of it, which gives another of its type. */
    private static Set<String> making(Class<?> type) {
        Set<String> uses = new HashSet<>(Set.of("new", "<init>", "ldc"));
        Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getReturnType() == type && Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .forEach(uses::add);
        return uses;
    }

    private static String internalName(String className) {
        return className.replace('.', '/');
    }
}
