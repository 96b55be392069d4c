package io.drover.engine.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.PackLoader;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {

    private static final LocalDate REVIEWED = LocalDate.parse("2026-08-01");

    private static final String CATALOGUE = """
            treatments:
              sales.call: {channel: phone, message: m, offer: none, owner: sales}
            """;

    @TempDir
    private Path rules;

    private String manifest = "";
    private String drl = "";

    @BeforeEach
    void soundPack() {
        manifest = """
                format: 1
                name: base
                role: deciding
                subjects: [account]
                owner: revenue-operations
                reviewedAt: 2026-08-01
                segments:
                  large: {owner: sales, motion: new-business, treatment: none, reason: reports read it}
                """;
        drl = """
                // Who is large.
                package base
                import io.drover.model.conclusion.Candidate
                import io.drover.model.conclusion.InSegment
                import io.drover.model.conclusion.Treat
                import io.drover.model.fact.Account
                """ + rule("large.by-size", "Account( industry == \"SaaS\" )", "InSegment(\"large\")");
    }

    private static String rule(String name, String when, String conclusion) {
        return "rule \"%s\"\n    @says(\"it holds\")\nwhen\n    %s\nthen\n    insertLogical( new %s );\nend\n"
                .formatted(name, when, conclusion);
    }

    private List<PackProblem> found(LintOptions options) throws IOException {
        write("base", manifest, drl);
        return judged(options);
    }

    private void write(String name, String packYaml, String text) throws IOException {
        Path pack = Files.createDirectories(rules.resolve(name));
        Files.writeString(pack.resolve("pack.yaml"), packYaml);
        Files.writeString(pack.resolve("rules.drl"), text);
    }

    private List<PackProblem> judged(LintOptions options) {
        return Lint.judge(
                        PackLoader.load(List.of(rules), PackLoader.Compiler.EXECUTABLE_MODEL, () -> 0, name -> {}),
                        options)
                .stream()
                .flatMap(report -> report.problems().stream())
                .toList();
    }

    private List<String> codes() throws IOException {
        return found(LintOptions.FILES).stream().map(PackProblem::code).toList();
    }

    private List<PackProblem> onDay(LocalDate day) throws IOException {
        return found(new LintOptions(day, null, null, null));
    }

    @Test
    void judge_goodPack_nothing() throws IOException {
        assertThat(codes()).isEmpty();
    }

    @Test
    void judge_review92DaysAgo_notOverdue93DaysIs() throws IOException {
        assertThat(onDay(REVIEWED.plusDays(92))).isEmpty();
        assertThat(onDay(REVIEWED.plusDays(93))).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("review-overdue");
            assertThat(problem.line()).isEqualTo(6);
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
        });
    }

    @Test
    void judge_reviewEveryTenDays_overdueOnTheEleventh() throws IOException {
        manifest += "lint: {reviewAfterDays: 10}\n";
        assertThat(onDay(REVIEWED.plusDays(10))).isEmpty();
        assertThat(onDay(REVIEWED.plusDays(11))).hasSize(1);
    }

    @Test
    void judge_ruleWithAReviewOfItsOwn_overdueByItself() throws IOException {
        drl = drl.replace("@says(\"it holds\")", "@says(\"it holds\")\n    @reviewedAt(\"2026-07-01\")");
        assertThat(onDay(LocalDate.parse("2026-10-02"))).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("large.by-size");
            assertThat(problem.message()).contains("93 days ago");
        });
    }

    @Test
    void judge_eightSegmentsInTwoPacks_tooManyUnlessAPackAllowsThem() throws IOException {
        write("four", segments("four"), segmentRules("four"));
        write("more", segments("more"), segmentRules("more"));
        assertThat(judged(LintOptions.FILES))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.message()).contains("has 8 active segments"));

        write("more", segments("more") + "lint: {segmentsPerMotion: 8}\n", segmentRules("more"));
        assertThat(judged(LintOptions.FILES)).isEmpty();
    }

    private static String segments(String pack) {
        return "format: 1\nname: %s\nrole: deciding\nsubjects: [account]\nowner: o\nreviewedAt: 2026-08-01\nsegments:\n"
                        .formatted(pack)
                + IntStream.range(0, 4)
                        .mapToObj(i -> "  " + pack + "-" + i
                                + ": {owner: sales, motion: new-business, treatment: none, reason: a report}\n")
                        .collect(Collectors.joining());
    }

    private static String segmentRules(String pack) {
        return "// Groups.\npackage %s\nimport io.drover.model.conclusion.InSegment\nimport io.drover.model.fact.Account\n"
                        .formatted(pack)
                + IntStream.range(0, 4)
                        .mapToObj(i -> rule(
                                pack + "-" + i + ".by-plan",
                                "Account( plan == \"p" + i + "\" )",
                                "InSegment(\"" + pack + "-" + i + "\")"))
                        .collect(Collectors.joining());
    }

    @Test
    void judge_ignoredFinding_isPrintedAsInformationWithItsReason() throws IOException {
        manifest = manifest.replace("owner: sales, ", "")
                + "lint: {ignore: [{code: no-owner, about: large, reason: the team is being set up}]}\n";
        assertThat(found(LintOptions.FILES)).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.INFORMATION);
            assertThat(problem.remedy()).isEqualTo("Accepted by the pack's owner: the team is being set up.");
        });
    }

    @Test
    void judge_sameTreatmentWithOtherParameters_notIdentical() throws IOException {
        manifest = manifest.replace(", treatment: none, reason: reports read it", "")
                + "  small: {owner: sales, motion: expansion}\n"
                + CATALOGUE;
        String read = "InSegment( name == \"%s\" )";
        String base = drl + rule("small.by-plan", "Account( plan == \"x\" )", "InSegment(\"small\")");
        drl = base
                + rule("treat.large", read.formatted("large"), "Treat(\"sales.call\").with(\"size\", \"large\")")
                + rule("treat.small", read.formatted("small"), "Treat(\"sales.call\").with(\"size\", \"small\")");
        assertThat(codes()).isEmpty();
        drl = drl.replace("\"size\", \"small\"", "\"size\", \"large\"");
        assertThat(codes()).containsExactly("identical-treatments");
    }

    @Test
    void judge_gapOfATaxonomyWithADefault_isInformation() throws IOException {
        manifest += "taxonomies:\n  size: {purpose: context, values: [big, small], default: small}\n";
        drl += rule("size.big-by-plan", "Account( plan == \"big\" )", "Candidate(\"size\", \"big\")");
        assertThat(found(LintOptions.FILES)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("gap");
            assertThat(problem.severity()).isEqualTo(Severity.INFORMATION);
            assertThat(problem.message()).contains("covers plan=anything else; it is \"small\" by default there.");
        });
    }

    @Test
    void judge_ruleBehindTwoThatTogetherCoverIt_dead() throws IOException {
        manifest += "taxonomies:\n  size: {purpose: context, values: [big, small, other], unclassified: allowed}\n";
        drl += rule("size.big-by-plan", "Account( plan == \"big\" )", "Candidate(\"size\", \"big\")")
                + rule(
                        "size.small-by-plan",
                        "Account( plan != null, plan != \"big\" )",
                        "Candidate(\"size\", \"small\")")
                + rule("size.other-by-plan", "Account( plan in (\"a\", \"big\") )", "Candidate(\"size\", \"other\")");
        assertThat(found(LintOptions.FILES)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("dead-rule");
            assertThat(problem.rule()).isEqualTo("size.other-by-plan");
        });
    }

    @Test
    void judge_ruleThatAsksForMoreThanAnEarlierOne_deadThoughNobodyKnowsWhatTheQuestionSays() throws IOException {
        manifest += "taxonomies:\n  stage: {purpose: context, values: [first, second], unclassified: allowed}\n";
        String seen = "exists io.drover.model.fact.Signal( type == \"page.viewed\" )";
        drl = drl.replace(
                "import io.drover.model.fact.Account",
                "import io.drover.model.fact.Account\nimport io.drover.model.fact.Signal");
        drl += rule("stage.first-by-view", seen.replace("io.drover.model.fact.", ""), "Candidate(\"stage\", \"first\")")
                + rule(
                        "stage.second-by-view",
                        "Account( plan == \"x\" )\n    " + seen.replace("io.drover.model.fact.", ""),
                        "Candidate(\"stage\", \"second\")");
        assertThat(codes()).containsExactly("dead-rule");
        drl = drl.replaceFirst("page.viewed", "form.submitted");
        assertThat(codes()).isEmpty();
    }

    @Test
    void judge_segmentThatNoRuleConcludes_ruleThatReadsItIsDead() throws IOException {
        manifest += "  never: {owner: sales, motion: new-business}\n" + CATALOGUE;
        drl += rule("treat.never", "InSegment( name == \"never\" )", "Treat(\"sales.call\")");
        assertThat(codes()).containsExactly("dead-rule");
    }

    @Test
    void judge_unsoundPack_onlyItsErrors() throws IOException {
        manifest = manifest.replace("owner: sales, ", "");
        drl = drl.replace("industry ==", "industri ==");
        assertThat(codes()).containsExactly("unknown-field");
    }
}
