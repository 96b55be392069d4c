package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.pack.FindingCode;
import io.drover.engine.pack.FindingCode.Stage;
import io.drover.server.GuideSample.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample on the pages for analysts, run as they would run it; and every finding has its samples. */
class GuidesTest {

    private static final Path GUIDE = SamplePack.EXAMPLE.resolveSibling("");
    private static final Path FINDINGS = SamplePack.EXAMPLE.resolveSibling("findings.md");
    private static final Pattern SECTION = Pattern.compile("`([a-z-]+)` · (error|warning|information)");
    private static final String NO_SAMPLE = "No sample:";

    @TempDir
    Path directory;

    static List<GuideSample> samples() throws IOException {
        List<GuideSample> samples = new ArrayList<>();
        try (Stream<Path> pages = Files.list(GUIDE)) {
            for (Path page : pages.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                samples.addAll(GuideSample.of(page));
            }
        }
        assertThat(samples).hasSizeGreaterThan(50);
        return samples;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sample_run_findsWhatThePageSays(GuideSample sample) throws Exception {
        SamplePack pack = SamplePack.of(sample, directory);
        Set<String> expected = sample.verdict() == Verdict.BAD ? Set.of(code(sample)) : Set.of();

        List<JsonNode> problems = problems(isAboutScenarios(sample), pack).stream()
                .filter(problem -> counts(problem, expected))
                .toList();

        assertThat(problems.stream()
                        .map(problem -> problem.path("code").asText())
                        .collect(Collectors.toSet()))
                .as(sample.title() + ": " + problems)
                .isEqualTo(expected);
    }

    /** Whether the page has to tell of {@code problem}: information, and rules without scenarios, are beside the point of most. */
    private static boolean counts(JsonNode problem, Set<String> expected) {
        String code = problem.path("code").asText();
        return expected.contains(code)
                || (!problem.path("severity").asText().equals("information")
                        && !problem.path("message").asText().startsWith("No scenario makes the rule fire"));
    }

    private static String code(GuideSample sample) {
        Matcher section = SECTION.matcher(sample.heading());
        assertThat(section.matches()).as(sample.title()).isTrue();
        return section.group(1);
    }

    /** Scenarios are run where the sample is one, or is about what their run finds. */
    private static boolean isAboutScenarios(GuideSample sample) {
        return stage(sample).equals(Optional.of(Stage.SCENARIOS))
                || sample.blocks().stream().anyMatch(block -> block.words().startsWith("scenario"));
    }

    /** When the finding of the heading is found; empty where the heading is none of a finding. */
    private static Optional<Stage> stage(GuideSample sample) {
        Matcher section = SECTION.matcher(sample.heading());
        return section.matches() ? FindingCode.of(section.group(1)).map(FindingCode::stage) : Optional.empty();
    }

    private List<JsonNode> problems(boolean test, SamplePack pack) {
        List<String> arguments = new ArrayList<>(List.of(test ? "test" : "check", "--format", "json"));
        if (!test) {
            arguments.addAll(List.of("--as-of", "2026-11-21"));
        }
        arguments.addAll(pack.options());
        arguments.add(pack.folder().toString());
        Commands commands = new Commands();
        int exitCode = commands.run(arguments.toArray(String[]::new));
        assertThat(exitCode).as(commands.err()).isLessThanOrEqualTo(1);
        List<JsonNode> problems = new ArrayList<>();
        JsonNode report = TestServer.json(commands.out());
        report.path("packs").forEach(found -> found.path("problems").forEach(problems::add));
        assertThat(report.path("failed").asInt()).as(report.toString()).isZero();
        return problems;
    }

    @Test
    void examplePack_checkedAndTested_asItShouldBe() throws Exception {
        SamplePack pack = SamplePack.of(new GuideSample(FINDINGS, 0, "", Verdict.PLAIN, List.of()), directory);

        assertThat(problems(false, pack)).noneMatch(problem -> counts(problem, Set.of()));
        assertThat(problems(true, pack)).noneMatch(problem -> counts(problem, Set.of()));
    }

    @Test
    void findings_everyCode_hasItsSectionAmongThoseFoundWithIt() throws IOException {
        List<String> expected = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            expected.add("stage " + stage);
            Arrays.stream(FindingCode.values())
                    .filter(code -> code.stage() == stage)
                    .map(code -> code.code() + " " + code.severity().name().toLowerCase(Locale.ROOT))
                    .sorted()
                    .forEach(expected::add);
        }

        assertThat(sections()).containsExactlyElementsOf(expected);
    }

    /** The headings of the page: of stages, in their order, and of the codes below each. */
    private static List<String> sections() throws IOException {
        List<String> sections = new ArrayList<>();
        Iterator<Stage> stages = List.of(Stage.values()).iterator();
        for (String line : Files.readAllLines(FINDINGS)) {
            Matcher section = SECTION.matcher(line.replaceFirst("^### ", ""));
            if (line.startsWith("## ")) {
                sections.add("stage " + stages.next());
            } else if (section.matches()) {
                sections.add(section.group(1) + " " + section.group(2));
            }
        }
        return sections;
    }

    @Test
    void findings_everyCode_hasABadAndAGoodSample() throws IOException {
        String page = Files.readString(FINDINGS);
        List<GuideSample> samples = GuideSample.of(FINDINGS);

        for (String section : page.split("(?m)^### ", -1)) {
            Matcher code = SECTION.matcher(section.lines().findFirst().orElse(""));
            if (code.matches() && !section.contains(NO_SAMPLE)) {
                assertThat(verdicts(samples, code.group(1))).as(code.group(1)).contains(Verdict.BAD, Verdict.GOOD);
            }
        }
        assertThat(page.split(NO_SAMPLE, -1))
                .as("codes of which no pack can give a sample")
                .hasSizeLessThan(25);
    }

    private static Collection<Verdict> verdicts(List<GuideSample> samples, String code) {
        return samples.stream()
                .filter(sample -> sample.heading().contains("`" + code + "`"))
                .map(GuideSample::verdict)
                .collect(Collectors.toSet());
    }
}
