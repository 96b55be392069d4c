package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** {@code drover test}, as it is typed: what it prints, and its exit code. */
class TestCommandIT {

    private static final String SOUND = TestServer.SOUND.toString();
    private static final String BROKEN = TestServer.BROKEN.toString();

    @TempDir
    Path directory;

    private final Commands commands = new Commands();

    private void copySound() throws IOException {
        List<String> files = Arrays.asList("pack.yaml", "thresholds.csv", "size.drl", "scenarios/size.yaml");
        for (String file : files) {
            Path to = directory.resolve("size").resolve(file);
            Files.createDirectories(to.getParent());
            Files.copy(TestServer.SOUND.resolve("size").resolve(file), to);
        }
    }

    @Test
    void test_soundUnderBothCompilers_0() {
        assertThat(commands.run("test", "--both-compilers", SOUND)).isZero();
        assertThat(commands.out()).contains("size: 2 scenarios, 0 failed; 2 of 2 rules proved both ways");
        assertThat(commands.err()).contains("under the second compiler");
    }

    @Test
    void test_scenarioFails_1AndWhatCameInstead() throws IOException {
        copySound();
        Path scenarios = directory.resolve("size/scenarios/size.yaml");
        Files.writeString(scenarios, Files.readString(scenarios).replace("employees: 100", "employees: 99"));

        assertThat(commands.run("test", directory.toString())).isEqualTo(1);
        assertThat(commands.out())
                .contains("size.yaml:1  FAILED  a hundred employees are large")
                .contains("classification size: expected large, got small")
                .contains("size: 2 scenarios, 1 failed; 0 of 2 rules proved both ways")
                .contains("warning  dead-rule  (rule size.large-by-employees)");
    }

    @Test
    void test_ruleThatNoScenarioProves_1OnlyIfWarningsCount() throws IOException {
        copySound();
        Path scenarios = directory.resolve("size/scenarios/size.yaml");
        Files.writeString(scenarios, Files.readString(scenarios).replaceAll("(?m)^ *silent:.*$", ""));

        assertThat(commands.run("test", directory.toString())).isZero();
        assertThat(commands.run("test", "--fail-on", "warning", directory.toString()))
                .isEqualTo(1);
        assertThat(commands.out()).contains("unproved-rule");
    }

    @Test
    void test_jsonAndJunit_forMachines() throws Exception {
        assertThat(commands.run("test", "--format", "json", SOUND)).isZero();
        assertThat(TestServer.json(commands.out()).path("scenarios").asInt()).isEqualTo(2);
        commands.forget();
        assertThat(commands.run("test", "--format", "junit", SOUND, BROKEN)).isEqualTo(1);

        Element suites = xml();
        assertThat(suites.getAttribute("failures")).isEqualTo("1");
        Element size = (Element) suites.getElementsByTagName("testsuite").item(1);
        assertThat(size.getAttribute("name")).isEqualTo("size");
        assertThat(size.getAttribute("tests")).isEqualTo("2");
        Element failure = (Element) suites.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).startsWith("colour.drl:");
        assertThat(failure.getAttribute("type")).isEqualTo("unknown-field");
        Element failed = (Element) failure.getParentNode();
        assertThat(failed.getAttribute("classname")).isEqualTo("colour/colour.drl");
        assertThat(failed.getAttribute("file")).endsWith("colour/colour.drl");
        assertThat(failed.getAttribute("line")).matches("[0-9]+");
    }

    private Element xml() throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(commands.out().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    @Test
    void test_coverageOfSoundPack_100PercentInEveryFormat() throws Exception {
        assertThat(commands.run("test", "--coverage", "--fail-on", "warning", SOUND))
                .isZero();
        assertThat(commands.out()).contains("2 of 2 rules fired, 2 stayed silent in a near miss; coverage 100 %");
        commands.forget();

        assertThat(commands.run("test", "--coverage", "--format", "json", SOUND))
                .isZero();
        JsonNode coverage =
                TestServer.json(commands.out()).path("packs").path(0).path("coverage");
        assertThat(coverage.path("percent").asInt()).isEqualTo(100);
        JsonNode rule = coverage.path("rules").path(0);
        assertThat(rule.path("covered").asBoolean()).isTrue();
        assertThat(rule.path("firedIn")).isNotEmpty();
        assertThat(rule.path("conditions").path(0).path("nearMissIn")).isNotEmpty();
        commands.forget();

        assertThat(commands.run("test", "--coverage", "--format", "junit", SOUND))
                .isZero();
        Element properties = (Element) xml().getElementsByTagName("properties").item(0);
        assertThat(properties.getElementsByTagName("property").getLength()).isEqualTo(4);
    }

    @Test
    void test_noNearMiss_isAWarningOfCoverage() throws Exception {
        copySound();
        Path scenarios = directory.resolve("size/scenarios/size.yaml");
        Files.writeString(scenarios, """
                - name: a hundred employees are large
                  asOf: 2026-05-15
                  given: {account: {id: acme, employees: 100}}
                  expect: {fired: [size.large-by-employees]}
                """);

        assertThat(commands.run("test", "--coverage", directory.toString())).isZero();
        assertThat(commands.out()).contains("warning  no-near-miss  (rule size.large-by-employees)");
        assertThat(commands.run("test", "--coverage", "--fail-on", "warning", directory.toString()))
                .isEqualTo(1);
        commands.forget();
        commands.run("test", "--coverage", "--fail-on", "warning", "--format", "junit", directory.toString());
        assertThat(commands.out()).contains("type=\"no-near-miss\"");
    }

    @Test
    void test_coverageOfBrokenPack_isNotTested() {
        assertThat(commands.run("test", "--coverage", BROKEN)).isEqualTo(1);
        assertThat(commands.out()).contains("colour: not tested: it has errors").doesNotContain("%");
    }

    @Test
    void check_mistakeInAScenario_hidesNothingElse() throws Exception {
        copySound();
        Path scenarios = directory.resolve("size/scenarios/size.yaml");
        Files.writeString(
                scenarios, Files.readString(scenarios).replaceFirst("fired: \\[[^]]*]", "fired: [size.lrage]"));
        Path manifest = directory.resolve("size/pack.yaml");
        Files.writeString(manifest, Files.readString(manifest).replaceAll("(?m)^owner:.*\\R", ""));

        assertThat(commands.run("check", directory.toString())).isEqualTo(1);
        assertThat(commands.out()).contains("unknown-rule", "no-pack-owner").doesNotContain("dead-rule");
    }

    @Test
    void test_stubs_areWrittenToANewFileAndPass() throws Exception {
        copySound();
        Path scenarios = directory.resolve("size/scenarios");
        Files.delete(scenarios.resolve("size.yaml"));
        Files.writeString(scenarios.resolve("size-stubs.yaml"), "[]");

        assertThat(commands.run("test", "--stubs", scenarios.toString(), directory.toString()))
                .isZero();
        assertThat(commands.out()).contains("0 of 2 rules fired, 0 stayed silent in a near miss; coverage 0 %");
        assertThat(commands.err()).contains("wrote 4 scenarios to " + scenarios.resolve("size-stubs-2.yaml"));
        assertThat(scenarios.resolve("size-stubs.yaml")).hasContent("[]");
        commands.forget();

        assertThat(commands.run("test", "--coverage", "--fail-on", "warning", directory.toString()))
                .isZero();
        assertThat(commands.out()).contains("size: 4 scenarios, 0 failed; 2 of 2 rules fired", "coverage 100 %");
    }

    @Test
    void test_stubsToStandardOutput_areAloneThere() throws Exception {
        copySound();
        Files.delete(directory.resolve("size/scenarios/size.yaml"));

        commands.run("test", "--stubs", "-", directory.toString());

        assertThat(commands.out())
                .startsWith("# Written by")
                .contains("  expect:\n    fired: [size.large-by-employees]\n");
        assertThat(commands.err()).contains("coverage 0 %");
    }
}
