package io.drover.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.scenario.ScenarioReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packs of {@code hostile.yaml} mean harm. Each is refused before any compiler sees it, with its place and the reason; none
 * leaves a file or a thread behind.
 */
class HostilePacksTest {

    private static final String MANIFEST = """
            format: 1
            name: hostile
            role: deciding
            subjects: [account]
            owner: tests
            reviewedAt: 2026-11-01
            taxonomies: {fit: {subject: account, purpose: context, values: [high, low], default: low}}
            """;
    private static final String THRESHOLDS = "name,type,value\nmin,integer,200\n";
    private static final String RULES = """
            package hostile
            import io.drover.model.fact.*
            import io.drover.model.conclusion.*
            %s
            rule "%s"
                @says(%s)
            %s when %s
            then
                %s
            end
            """;

    @TempDir
    Path directory;

    static Stream<JsonNode> packs() throws IOException {
        try (InputStream in = Objects.requireNonNull(HostilePacksTest.class.getResourceAsStream("hostile.yaml"))) {
            return StreamSupport.stream(new YAMLMapper().readTree(in).spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("packs")
    void load_hostilePack_isRefusedWithPlaceAndReasonAndDoesNothing(JsonNode hostile) throws IOException {
        Path pack = write(hostile);
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        PackLoader.Loading loading =
                PackLoader.load(List.of(pack), PackLoader.Compiler.EXECUTABLE_MODEL, () -> 0, name -> {});

        List<PackProblem> problems = Stream.concat(
                        loading.reports().stream().flatMap(report -> report.problems().stream()),
                        loading.ruleSet().compiledPacks().stream()
                                .flatMap(sound -> ScenarioReader.read(loading.ruleSet(), sound).problems().stream()))
                .toList();
        JsonNode expected = hostile.path("expect");
        assertThat(problems).as(problems.toString()).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(expected.path("code").asText());
            assertThat(problem.file()).isEqualTo(expected.path("file").asText());
            if (expected.has("line")) {
                assertThat(problem.line()).isEqualTo(expected.path("line").asInt());
            }
            if (expected.has("cell")) {
                assertThat(problem.cell()).isEqualTo(expected.path("cell").asText());
            }
            assertThat(problem.message()).isNotBlank();
        });
        assertThat(directory.resolve("marker")).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread) && !thread.isDaemon())
                .isEmpty();
    }

    @Test
    void packs_ofEveryChannel_areMany() throws IOException {
        assertThat(packs().map(pack -> pack.path("name").asText()))
                .hasSizeGreaterThan(190)
                .doesNotHaveDuplicates();
    }

    private static String many(String written) {
        return IntStream.range(0, 6_000).mapToObj(written::formatted).collect(Collectors.joining());
    }

    private Path write(JsonNode hostile) throws IOException {
        Path pack = Files.createDirectory(directory.resolve("hostile"));
        write(pack, "pack.yaml", MANIFEST + hostile.path("manifest").asText("") + "\n");
        write(pack, "thresholds.csv", THRESHOLDS);
        write(
                pack,
                "rules.drl",
                RULES.formatted(
                        hostile.path("head").asText(""),
                        hostile.path("rule").asText("fit.high-by-size"),
                        hostile.path("says").asText("\"it is large\""),
                        hostile.path("attribute").asText(""),
                        hostile.path("when").asText("Account( employees >= T.MIN )"),
                        hostile.path("then").asText("insertLogical( new Candidate(\"fit\", \"high\") );")));
        for (Map.Entry<String, JsonNode> file : hostile.path("files").properties()) {
            write(pack, file.getKey(), file.getValue().asText());
        }
        for (Map.Entry<String, JsonNode> link : hostile.path("link").properties()) {
            Files.deleteIfExists(pack.resolve(link.getKey()));
            Files.createSymbolicLink(
                    pack.resolve(link.getKey()), Path.of(link.getValue().asText()));
        }
        return pack;
    }

    private void write(Path pack, String path, String text) throws IOException {
        Path file = pack.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(
                file,
                text.replace("MARKER", directory.resolve("marker").toString())
                        .replace("BRACKETS", "(".repeat(10_000) + "employees > 1" + ")".repeat(10_000))
                        .replace("CHAIN", ".contact(\"c\")".repeat(600))
                        .replace("TERMS", "country == \"x\"" + " || country == \"y\"".repeat(1_000))
                        .replace("SUM", "1" + " + employees".repeat(1_000))
                        .replace("ROWS", many("t%d,decimal,1.5\n"))
                        .replace("SIGNALS", many("{id: e%d, type: x, time: 2026-05-14T12:00:00Z},"))
                        .replace("PAIRS", many("[%d, high],"))
                        .replace("COMMENT", "x".repeat(2_000_000))
                        .replace("LONG", "x".repeat(100_000))
                        .replace("DEEP", "[".repeat(10_000) + "]".repeat(10_000)));
    }
}
