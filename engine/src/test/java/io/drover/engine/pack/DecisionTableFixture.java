package io.drover.engine.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Decision tables out of files beside the tests, and the rules they become. */
abstract class DecisionTableFixture {

    static final String PERSONA = "persona.drl.csv";

    final List<PackProblem> problems = new ArrayList<>();

    RuleFile read(String name, String text) {
        return DecisionTable.ofCsv(name, text, problems::add).orElseThrow();
    }

    static String text(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(DecisionTableFixture.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static List<String> linesWithPlaces(RuleFile file) {
        List<String> lines = file.drl().lines().toList();
        return IntStream.range(0, lines.size())
                .mapToObj(i -> Objects.requireNonNullElse(file.place(i + 1, 1).cell(), "-") + " "
                        + lines.get(i).strip())
                .toList();
    }

    /** Rule text without comments and blanks. */
    static String bare(String drl) {
        return drl.replaceAll("//.*", "").replaceAll("\\s+", "");
    }

    static String unescape(String text) {
        return text.replace("\\n", "\n").replace("\\\\", "\\");
    }
}
