package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.drover.engine.pack.FindingCode;
import io.drover.engine.pack.FindingCode.Stage;
import io.drover.engine.pack.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code drover check}, with the options in a pack's {@code check.args}, says of every pack under {@code test-data/broken} just
 * what its {@code expect.yaml} lists; and every code there is has such a pack.
 */
class BrokenPacksTest {

    private static final Path BROKEN = Path.of("..", "test-data", "broken");

    /** Codes that no folder of files can show, and where they are shown. */
    private static final Set<FindingCode> SHOWN_ELSEWHERE = Set.of(
            // Permissions are not kept by version control: PackReaderTest.
            FindingCode.UNREADABLE_FOLDER,
            // A file of megabytes is made when it is needed: PackReaderTest.
            FindingCode.FILE_TOO_LARGE,
            // What is known not to compile is found before: the tests of the compiler.
            FindingCode.DOES_NOT_COMPILE,
            FindingCode.FORBIDDEN_CODE,
            // A pack that shows it would be a fault of the program: CompiledPacksTest.
            FindingCode.PROGRAM_FAULT,
            // Found by drover test, if ever.
            FindingCode.COMPILERS_DIFFER,
            FindingCode.COVERAGE_NOT_MEASURED);

    static Stream<String> packs() throws IOException {
        try (Stream<Path> directories = Files.list(BROKEN)) {
            return directories.map(Path::getFileName).map(Path::toString).sorted().toList().stream();
        }
    }

    /** What is said at one place. */
    private record Finding(
            String file, @Nullable Integer line, @Nullable String cell, String code) {}

    @ParameterizedTest
    @MethodSource("packs")
    void check_brokenPack_saysWhatIsWrongAndNothingElse(String name) throws IOException {
        List<JsonNode> problems = problems(BROKEN.resolve(name));
        List<JsonNode> expected = expected(BROKEN.resolve(name));

        assertThat(problems.stream().map(BrokenPacksTest::finding).toList())
                .containsExactlyInAnyOrderElementsOf(expected.stream()
                        .map(problem -> completed(problem, problems))
                        .toList());
        for (JsonNode problem : expected) {
            assertThat(problems).anySatisfy(found -> {
                assertThat(text(found, "code")).isEqualTo(text(problem, "code"));
                assertThat(text(found, "message") + " " + text(found, "remedy")).contains(text(problem, "says"));
                assertThat(problem.has("rule") ? text(found, "rule") : "").isEqualTo(text(problem, "rule"));
            });
        }
    }

    @Test
    void codes_everyOneThatCheckGives_hasABrokenPack() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (String pack : packs().toList()) {
            expected(BROKEN.resolve(pack)).forEach(problem -> shown.add(text(problem, "code")));
        }
        List<String> wanted = Arrays.stream(FindingCode.values())
                .filter(code -> code.stage() != Stage.SERVING && !SHOWN_ELSEWHERE.contains(code))
                // What scenarios fail to prove is found by drover test.
                .filter(code -> code.stage() != Stage.SCENARIOS || code.severity() == Severity.ERROR)
                .map(FindingCode::code)
                .toList();

        assertThat(wanted).isSubsetOf(shown);
    }

    @Test
    void findings_ofSoundPacks_keepNoneFromServing() throws IOException {
        for (String pack : packs().toList()) {
            for (JsonNode problem : problems(BROKEN.resolve(pack))) {
                Optional<FindingCode> code = FindingCode.of(text(problem, "code"));
                if (code.filter(found -> found.stage() == Stage.LINT).isPresent()) {
                    assertThat(text(problem, "severity")).isNotEqualTo("error");
                }
                assertThat(text(problem, "message")).matches("(?s).*[.?!]");
                assertThat(text(problem, "remedy")).matches("(?s)\\p{Lu}.*\\p{Punct}");
            }
        }
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asText("");
    }

    private static Finding finding(JsonNode problem) {
        return new Finding(
                text(problem, "file"),
                problem.path("line").isInt() ? (Integer) problem.path("line").asInt() : null,
                problem.path("cell").isTextual() ? text(problem, "cell") : null,
                text(problem, "code"));
    }

    /** The expectation as a finding; where it names no line or cell, those of a problem found there will do. */
    private static Finding completed(JsonNode expected, List<JsonNode> problems) {
        Finding wanted = finding(expected);
        return problems.stream()
                .map(BrokenPacksTest::finding)
                .filter(found -> found.file().equals(wanted.file())
                        && found.code().equals(wanted.code())
                        && (wanted.line() == null || wanted.line().equals(found.line()))
                        && (wanted.cell() == null || wanted.cell().equals(found.cell())))
                .findFirst()
                .orElse(wanted);
    }

    /** What the command says, run from the root of the project as far as paths go. */
    private static List<JsonNode> problems(Path pack) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("check", pack.toString(), "--format", "json"));
        Path options = pack.resolve("check.args");
        if (Files.exists(options)) {
            for (String argument : Files.readString(options).strip().split("\\s+", -1)) {
                arguments.add(argument.startsWith("test-data/") ? "../" + argument : argument);
            }
        }
        Commands commands = new Commands();
        commands.run(arguments.toArray(String[]::new));
        JsonNode report = new ObjectMapper().readTree(commands.out());
        return StreamSupport.stream(report.path("packs").spliterator(), false)
                .flatMap(each -> StreamSupport.stream(each.path("problems").spliterator(), false))
                .toList();
    }

    private static List<JsonNode> expected(Path pack) throws IOException {
        JsonNode tree = new YAMLMapper().readTree(Files.readString(pack.resolve("expect.yaml")));
        return StreamSupport.stream(tree.path("problems").spliterator(), false).toList();
    }
}
