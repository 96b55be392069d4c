package io.drover.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The registry of codes and the texts of the program agree. */
class FindingCodeTest {

    private static final Path SOURCES = Path.of("..");

    /** Literals that begin like the codes of findings are such codes, but for these, which are about requests. */
    private static final Pattern CODE = Pattern.compile(
            "\"((?:bad|bare|cyclic|duplicate|forbidden|missing|misplaced|outside|syntax|unguarded|unknown|unreadable"
                    + "|unsupported|wrong)-[a-z-]*[a-z])\"");

    private static final Set<String> OF_REQUESTS = Set.of(
            "bad-currency",
            "bad-cuts",
            "bad-date",
            "bad-duration",
            "bad-group",
            "bad-instant",
            "bad-list",
            "bad-probabilities",
            "bad-reason",
            "bad-text",
            "bad-timezone",
            "duplicate-id",
            "missing-amount",
            "missing-fact",
            "missing-field",
            "unknown-channel",
            "unknown-contact",
            "unknown-metric",
            "unknown-name",
            "unknown-pack",
            "unknown-purpose",
            "wrong-id");

    @Test
    void sources_everyCodeInThem_isRegistered() throws IOException {
        assertThat(literals().filter(code -> !OF_REQUESTS.contains(code)).toList())
                .hasSizeGreaterThan(70)
                .allSatisfy(code -> assertThat(FindingCode.of(code)).isPresent());
    }

    @Test
    void codes_allOfThem_haveASentence() {
        assertThat(Arrays.stream(FindingCode.values()).map(FindingCode::meaning))
                .doesNotHaveDuplicates()
                .allSatisfy(meaning -> assertThat(meaning).matches("[\\p{Lu}\"].*\\."));
    }

    private static Stream<String> literals() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String root :
                Set.of("engine/src/main/java/io/drover/engine", "server/src/main/java/io/drover/server/cli")) {
            try (Stream<Path> files = Files.walk(SOURCES.resolve(root))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    CODE.matcher(Files.readString(file))
                            .results()
                            .map((MatchResult match) -> match.group(1))
                            .forEach(found::add);
                }
            }
        }
        return found.stream();
    }
}
