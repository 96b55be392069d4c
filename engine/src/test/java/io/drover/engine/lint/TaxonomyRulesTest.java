package io.drover.engine.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.PackLoader;
import io.drover.engine.pack.PackProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaxonomyRulesTest {

    @TempDir
    private Path rules;

    private String manifest = """
            format: 1
            name: base
            role: deciding
            subjects: [account]
            owner: revenue-operations
            reviewedAt: 2026-08-01
            segments:
              large: {owner: sales, motion: new-business, treatment: none, reason: reports read it}
            """;

    private String drl = """
            // Who is large.
            package base
            import io.drover.model.conclusion.Candidate
            import io.drover.model.conclusion.InSegment
            import io.drover.model.fact.Account
            """ + rule("large.by-size", "Account( industry == \"SaaS\" )", "InSegment(\"large\")");

    private static String rule(String name, String when, String conclusion) {
        return "rule \"%s\"\n    @says(\"it holds\")\nwhen\n    %s\nthen\n    insertLogical( new %s );\nend\n"
                .formatted(name, when, conclusion);
    }

    private List<PackProblem> found() throws IOException {
        Path pack = Files.createDirectories(rules.resolve("base"));
        Files.writeString(pack.resolve("pack.yaml"), manifest);
        Files.writeString(pack.resolve("rules.drl"), drl);
        return Lint.judge(
                        PackLoader.load(List.of(rules), PackLoader.Compiler.EXECUTABLE_MODEL, () -> 0, name -> {}),
                        LintOptions.FILES)
                .stream()
                .flatMap(report -> report.problems().stream())
                .toList();
    }

    private List<String> codes() throws IOException {
        return found().stream().map(PackProblem::code).toList();
    }

    @Test
    void judge_rulesThatTakeTooMuchWork_nothingIsSaidOfTheTaxonomyAndTheRestIsJudged() throws IOException {
        List<String> fields = List.of(
                "industry",
                "ownership",
                "businessModel",
                "revenueModel",
                "country",
                "region",
                "city",
                "timezone",
                "plan",
                "name",
                "domain",
                "ownerId");
        manifest += "taxonomies:\n  kind:\n    purpose: context\n    exclusive: true\n    values: [v0"
                + IntStream.range(1, 60).mapToObj(i -> ", v" + i).collect(Collectors.joining())
                + "]\n  size: {purpose: context, values: [big]}\n";
        drl += IntStream.range(0, 60)
                .mapToObj(i -> rule(
                        "kind.v" + i + "-x",
                        IntStream.range(0, 4)
                                .mapToObj(part -> IntStream.range(3 * part, 3 * part + 3)
                                        .mapToObj(at -> fields.get((at * 5 + i) % 12) + " == \"" + (i * at % 7) + "\"")
                                        .collect(Collectors.joining(", ", "not Account( ", " )")))
                                .collect(Collectors.joining("\n    ")),
                        "Candidate(\"kind\", \"v" + i + "\")"))
                .collect(Collectors.joining());
        drl += rule("size.big-by-plan", "Account( plan == \"big\" )", "Candidate(\"size\", \"big\")");
        assertThat(found())
                .anySatisfy(problem -> assertThat(problem.message()).contains("No rule of the taxonomy \"size\""))
                .noneSatisfy(problem -> assertThat(problem.message()).contains("No rule of the taxonomy \"kind\""));
    }

    @Test
    void judge_taxonomyOfOneOfTwoKindsOfSubjects_noGapForTheOther() throws IOException {
        manifest = manifest.replace("[account]", "[account, customer]")
                + "taxonomies:\n  size: {subject: account, purpose: context, values: [big, small], exclusive: true}\n";
        drl += rule("size.big-by-plan", "Account( plan == \"big\" )", "Candidate(\"size\", \"big\")")
                + rule(
                        "size.small-by-plan",
                        "Account( plan != null, plan != \"big\" )",
                        "Candidate(\"size\", \"small\")");
        assertThat(codes()).isEmpty();
        manifest = manifest.replace("subject: account, ", "");
        assertThat(codes()).containsExactly("gap");
    }

    @Test
    void judge_segmentsOfTheSameField_areNotTakenToHoldTogether() throws IOException {
        manifest += """
                  rest: {owner: sales, motion: new-business, treatment: none, reason: reports read it}
                taxonomies:
                  play: {purpose: context, values: [call, mail], exclusive: true}
                """;
        String read = "InSegment( name == \"%s\" )";
        drl += rule("rest.by-industry", "not Account( industry == \"SaaS\" )", "InSegment(\"rest\")")
                + rule("play.call-large", read.formatted("large"), "Candidate(\"play\", \"call\")")
                + rule("play.mail-rest", read.formatted("rest"), "Candidate(\"play\", \"mail\")");
        assertThat(codes()).isEmpty();
        drl = drl.replace("not Account( industry == \"SaaS\" )", "Account( plan == \"x\" )");
        assertThat(codes()).containsExactlyInAnyOrder("overlap", "gap");
    }

    @Test
    void judge_countOfAnotherContact_isNotThatOfTheContactThatTheRuleIsAbout() throws IOException {
        manifest +=
                "taxonomies:\n  persona: {subject: contact, purpose: context, values: [champion, follower], unclassified: allowed}\n";
        String count = "accumulate( Signal( contactId == $%s ); $n : count(1); $n > 0 )";
        String imports = "import io.drover.model.fact.Contact\nimport io.drover.model.fact.Signal\n";
        drl = drl.replace("import io.drover.model.fact.Account\n", "import io.drover.model.fact.Account\n" + imports)
                + rule(
                        "persona.champion-by-views",
                        "Contact( $c : id )\n    " + count.formatted("c"),
                        "Candidate(\"persona\", \"champion\").contact($c)")
                + rule(
                        "persona.follower-by-department",
                        "Contact( department != null, $d : department, $o : id ) Contact( department == $d, id != $o, $c : id ) "
                                + count.formatted("o"),
                        "Candidate(\"persona\", \"follower\").contact($c)");
        assertThat(codes()).doesNotContain("dead-rule", "dead-threshold");
        drl = drl.replace("contactId == $o )", "contactId == $c )");
        assertThat(codes()).contains("dead-rule");
    }

    @Test
    void judge_usageThatIsNoneOrSome_noGapBelowNothing() throws IOException {
        manifest = manifest.replace("[account]", "[customer]")
                + "taxonomies:\n  use: {purpose: context, values: [none, some], exclusive: true}\n";
        drl = drl.replace("fact.Account", "fact.UsageTrend")
                        .replace("Account( industry == \"SaaS\" )", "UsageTrend( latest > 0 )")
                + rule("use.none-lately", "UsageTrend( latest == 0 )", "Candidate(\"use\", \"none\")")
                + rule("use.some-lately", "UsageTrend( latest > 0 )", "Candidate(\"use\", \"some\")");
        assertThat(codes()).isEmpty();
    }
}
