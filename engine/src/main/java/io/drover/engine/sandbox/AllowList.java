package io.drover.engine.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What generated classes may refer to outside of their pack: {@code allowed-members.txt}, and the model. */
final class AllowList {

    private static final String FILE = "allowed-members.txt";
    private static final int NUMBERED = 31;
    private static final Map<ClassKind, Map<String, Set<String>>> OF_THE_FILE = read();

    private final Map<String, Set<String>> model;

    /** A list that allows the members {@code model} of the model, by internal names of owners, to all. */
    AllowList(Map<String, Set<String>> model) {
        this.model = Map.copyOf(model);
    }

    /** Whether classes of {@code kind} may do {@code use} with {@code owner}. */
    boolean allows(ClassKind kind, String owner, String use) {
        return OF_THE_FILE
                        .getOrDefault(kind, Map.of())
                        .getOrDefault(owner, Set.of())
                        .contains(use)
                || model.getOrDefault(owner, Set.of()).contains(use);
    }

    private static Map<ClassKind, Map<String, Set<String>>> read() {
        Map<ClassKind, Map<String, Set<String>>> lists = new EnumMap<>(ClassKind.class);
        ClassKind section = ClassKind.LAMBDA;
        for (String line : lines()) {
            if (line.startsWith("[")) {
                section = section(line);
            } else if (!line.isBlank() && !line.startsWith("# ") && !line.equals("#")) {
                List<String> words = List.of(line.split(" "));
                Map<String, Set<String>> list = lists.computeIfAbsent(section, absent -> new HashMap<>());
                owners(words.get(0))
                        .forEach(owner -> list.computeIfAbsent(owner, absent -> new HashSet<>())
                                .addAll(words.subList(1, words.size())));
            }
        }
        return lists;
    }

    private static ClassKind section(String line) {
        return Stream.of(ClassKind.values())
                .filter(kind -> line.startsWith("[" + kind.section() + "]"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(FILE + ": " + line));
    }

    private static Stream<String> owners(String written) {
        return written.contains("#")
                ? IntStream.rangeClosed(1, NUMBERED).mapToObj(i -> written.replace("#", String.valueOf(i)))
                : Stream.of(written);
    }

    private static List<String> lines() {
        try (InputStream in = Objects.requireNonNull(AllowList.class.getResourceAsStream(FILE), FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
