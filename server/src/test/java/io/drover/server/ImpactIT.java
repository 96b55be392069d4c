package io.drover.server;

import static io.drover.server.LoggedSite.decide;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that tell what differs between two revisions of the rules, and who would move. */
class ImpactIT {

    private final LoggedSite site;
    private final Path changed;

    ImpactIT(@TempDir Path directory) throws IOException {
        site = new LoggedSite(directory);
        changed = directory.resolve("changed");
        Trees.copy(site.rules(), changed);
        edit("size/thresholds.csv", ",100,", ",300,");
        Files.delete(changed.resolve("size/scenarios/size.yaml"));
    }

    @Test
    void diff_changedThreshold_toldInWords() {
        assertThat(site.runBare("diff", site.rules().toString(), changed.toString()))
                .isZero();
        assertThat(site.out().lines())
                .containsExactly(
                        "The pack size differs in 2 points.",
                        "    The threshold size.large-from goes from 100 to 300 employees.",
                        "    The scenarios in scenarios/size.yaml are gone.");
    }

    @Test
    void diff_json_hasEveryDifferenceByItself() throws IOException {
        assertThat(site.runBare("diff", site.rules().toString(), changed.toString(), "--format", "json"))
                .isZero();

        JsonNode first = json(site.out()).at("/packs/0/differences/0");
        assertThat(first.path("of").asText()).isEqualTo("threshold");
        assertThat(first.path("name").asText()).isEqualTo("size.large-from");
        assertThat(first.path("change").asText()).isEqualTo("changed");
        assertThat(first.path("from").asInt()).isEqualTo(100);
        assertThat(first.path("to").asInt()).isEqualTo(300);
    }

    @Test
    void diff_packWithErrors_refused() throws IOException {
        edit("size/thresholds.csv", ",300,", ",three hundred,");

        assertThat(site.runBare("diff", site.rules().toString(), changed.toString()))
                .isEqualTo(3);
        assertThat(site.err()).contains("thresholds.csv", "has errors, so nothing is compared");
    }

    @Test
    void impact_loggedDecisions_subjectsAreCountedOnceAsTheyWereLast() throws IOException {
        try (TestServer server = site.start()) {
            decide(server, "a", 150);
            decide(server, "b", 200);
            decide(server, "c", 500);
            decide(server, "d", 50);
            decide(server, "a", 400); // is what a is now
        }

        assertThat(impact("--log", site.data().toString())).isZero();
        assertThat(site.out())
                .contains(
                        "4 subjects, the latest of 5 requests for each",
                        "taxonomy size (size): 1 of 4 subjects move, 25.00 %",
                        "treatment large.call (size): 1 of 4 subjects move, 25.00 %",
                        "Nobody moves in anything else.")
                .containsPattern("large → small +1   b\\n")
                .containsPattern("selected → \\(none\\) +1   b\\n");
    }

    @Test
    void impact_budgetOfTheNewRules_exceededIsAFinding() throws IOException {
        Files.writeString(
                changed.resolve("size/pack.yaml"),
                Files.readString(changed.resolve("size/pack.yaml"))
                        + "impact: {over: 7d, maximumMoved: {taxonomies: {size: 49.5 %}, treatments: {large.call: 50 %}}}\n");
        Path requests = Files.writeString(
                changed.resolveSibling("requests.ndjson"),
                LoggedSite.account("a", 200) + "\n\n" + LoggedSite.account("b", 20) + "\n");

        assertThat(impact("--requests", requests.toString())).isEqualTo(1);
        assertThat(site.out())
                .contains(
                        "In the taxonomy size 1 of 2 subjects would move: 50.00 %, and the budget is 49.5 % (1 from large"
                                + " to small).")
                .doesNotContain("In the treatment");
    }

    @Test
    void impact_json_hasCountsFailuresAndBudget() throws IOException {
        Path requests = Files.writeString(
                changed.resolveSibling("requests.ndjson"), LoggedSite.account("a", 200) + "\n{\"account\": 5}\nnone\n");

        assertThat(impact("--requests", requests.toString(), "--format", "json"))
                .isZero();

        JsonNode report = json(site.out());
        assertThat(report.path("requests").asInt()).isEqualTo(3);
        assertThat(report.at("/impact/subjects").asInt()).isEqualTo(3);
        assertThat(report.at("/impact/failed").findValuesAsText("before"))
                .containsExactly("invalid-request: wrong-type", "malformed-json");
        assertThat(report.at("/impact/failed/1/examples/0").asText()).isEqualTo("line 3");
        assertThat(report.at("/impact/aspects/0/of").asText()).isEqualTo("taxonomy");
        assertThat(report.at("/impact/aspects/0/percent").asText()).isEqualTo("100.00");
        assertThat(report.path("overBudget")).isEmpty();
    }

    @Test
    void impact_nothingLoggedWhole_saysWhatToDo() {
        try (TestServer server = site.start("hash", TestServer.CLOCK)) {
            decide(server, "a", 150);
        }

        assertThat(impact("--log", site.data().toString())).isEqualTo(3);
        assertThat(site.err()).contains("--decision-log=whole");
    }

    @Test
    void impact_wrongUsage_2() {
        assertThat(impact()).isEqualTo(2);
        assertThat(impact("--requests", "x", "--log", "y")).isEqualTo(2);
        assertThat(impact("--requests", "x", "--since", "2026-01-01")).isEqualTo(2);
    }

    private int impact(String... more) {
        List<String> all =
                new ArrayList<>(List.of("impact", "--from", site.rules().toString(), "--to", changed.toString()));
        all.addAll(List.of(more));
        return site.runBare(all.toArray(String[]::new));
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = changed.resolve(file);
        Files.writeString(path, Files.readString(path).replace(from, to));
    }
}
