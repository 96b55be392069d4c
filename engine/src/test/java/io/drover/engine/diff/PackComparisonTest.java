package io.drover.engine.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.diff.PackDifference.Change;
import io.drover.engine.drl.RuleParser;
import io.drover.engine.pack.PackReader;
import io.drover.engine.pack.RulePack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackComparisonTest {

    private static final Path RULES = Path.of("..", "rules");

    @TempDir
    private Path directory;

    private Path pack = Path.of("");

    @BeforeEach
    void copyPack() throws IOException {
        pack = copy("b2b-abm");
    }

    @Test
    void compare_samePack_hasNoDifference() {
        assertThat(PackComparison.compare(
                        PackReader.packDirectories(RULES).stream()
                                .map(PackComparisonTest::read)
                                .toList(),
                        PackReader.packDirectories(RULES).stream()
                                .map(PackComparisonTest::read)
                                .toList()))
                .hasSizeGreaterThan(5)
                .allMatch(PackDiff::isSame)
                .allMatch(diff -> diff.differences().isEmpty());
    }

    @Test
    void compare_layoutAndComments_areNoDifference() throws IOException {
        edit(
                "intent.drl",
                text -> "// said again\n" + text.replace(" ( ", "(\n").replace("then", "then\n"));
        edit("pack.yaml", text -> text + "\n# the end\n");

        PackDiff diff = diff();

        assertThat(diff.differences()).isEmpty();
        assertThat(diff.isSame()).isFalse();
        assertThat(diff.summary()).isEqualTo("The pack b2b-abm differs in layout and comments only.");
    }

    @Test
    void compare_thresholds_areToldWithTheirUnit() throws IOException {
        edit(
                "thresholds.csv",
                text -> text.replace("intent.comparison-views,integer,2,", "intent.comparison-views,integer,3,")
                        .replace("intent.window,duration,7d,", "intent.window,duration,14d,")
                        .replace("fit.target-industries,list,SaaS,", "fit.target-industries,list,SaaS|Fintech,"));

        assertThat(sentences())
                .containsExactly(
                        "The threshold fit.target-industries gains Fintech.",
                        "The threshold intent.comparison-views goes from 2 to 3 views.",
                        "The threshold intent.window goes from 7d to 14d.");
        assertThat(diff().differences().get(1))
                .isEqualTo(new PackDifference(
                        "threshold",
                        "intent.comparison-views",
                        Change.CHANGED,
                        "value",
                        2,
                        3,
                        "The threshold intent.comparison-views goes from 2 to 3 views."));
    }

    @Test
    void compare_taxonomies_areToldByValueOrderDefaultAndNeeds() throws IOException {
        edit(
                "pack.yaml",
                text -> text.replaceFirst("values: \\[high, low]", "values: [low, high, medium]")
                        .replaceFirst("default: low", "default: medium")
                        .replace(
                                "needs: [account.industry, account.employees]",
                                "needs: [account.industry, account.country]"));

        assertThat(sentences())
                .containsExactly(
                        "The values of the taxonomy fit gain medium, and come in another order: low, high, medium;"
                                + " before: high, low.",
                        "The default of the taxonomy fit goes from low to medium.",
                        "The needs of the taxonomy fit gain account.country, and lose account.employees.");
    }

    @Test
    void compare_rules_areToldByWhatTheySay() throws IOException {
        edit(
                "intent-score.drl",
                text -> text.replace("data[\"pageType\"] == \"pricing\"", "data[\"pageType\"] == \"plans\"")
                                .replace("the comparison page was viewed", "the comparison page was seen")
                                .replace("intent-score.form-submitted", "intent-score.form-sent")
                        + "\nrule \"intent-score.trial\"\n    @says(\"a trial began\")\nwhen\n"
                        + "    $s : Signal( type == \"trial.started\" )\nthen\n"
                        + "    insertLogical( new Points(\"intent\", $s, T.FORM_POINTS, T.FORM_HALF_LIFE) );\nend\n");

        assertThat(sentences())
                .containsExactly(
                        "The sentence of the rule intent-score.comparison-view is now \"the comparison page was seen\";"
                                + " before: \"the comparison page was viewed\".",
                        "The rule intent-score.form-submitted is now called intent-score.form-sent.",
                        "The conditions of the rule intent-score.pricing-view are now \"$signal : Signal(type =="
                                + " \"page.viewed\", data[\"pageType\"] == \"plans\")\"; before: \"$signal : Signal(type =="
                                + " \"page.viewed\", data[\"pageType\"] == \"pricing\")\".",
                        "The rule intent-score.trial is new in intent-score.drl: a trial began.");
    }

    @Test
    void compare_treatmentsSegmentsScoresAndPolicy_areToldByMember() throws IOException {
        edit("catalogue.csv", text -> text.replaceFirst("(?m)^sdr\\.same-day-outreach,[^\n]*\n", ""));
        edit("pack.yaml", text -> text.replace("owner: revenue-operations\n", "owner: sales\n"));
        Path policy = copy("contact-policy");
        ReadPack before = read(RULES.resolve("contact-policy"));
        Files.writeString(
                policy.resolve("pack.yaml"),
                Files.readString(policy.resolve("pack.yaml"))
                        .replace("email: {max: 2, per: 7d}", "email: {max: 1, per: 7d}"));

        assertThat(sentences())
                .contains("The owner of the pack b2b-abm goes from revenue-operations to sales.")
                .contains("The treatment sdr.same-day-outreach is gone.");
        assertThat(sentences(PackComparison.compare(before, read(policy))))
                .containsExactly("The cap on email of the policy of the pack contact-policy is now \"1 in 7d\";"
                        + " before: \"2 in 7d\".");
    }

    @Test
    void compare_packsThatComeAndGo_areTold() {
        List<PackDiff> diffs = PackComparison.compare(
                List.of(read(RULES.resolve("contact-policy"))), List.of(read(RULES.resolve("b2b-abm"))));

        assertThat(diffs)
                .extracting(PackDiff::summary)
                .containsExactly("The pack b2b-abm is new.", "The pack contact-policy is gone.");
    }

    private List<String> sentences() {
        return sentences(diff());
    }

    private static List<String> sentences(PackDiff diff) {
        return diff.differences().stream().map(PackDifference::sentence).toList();
    }

    private PackDiff diff() {
        return PackComparison.compare(read(RULES.resolve("b2b-abm")), read(pack));
    }

    private static ReadPack read(Path folder) {
        RulePack pack = Objects.requireNonNull(PackReader.read(folder).pack());
        return new ReadPack(pack, RuleParser.parse(pack).rules());
    }

    private void edit(String file, UnaryOperator<String> change) throws IOException {
        String before = Files.readString(pack.resolve(file));
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(pack.resolve(file), after);
    }

    private Path copy(String name) throws IOException {
        Path from = RULES.resolve(name);
        Path to = directory.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }
}
