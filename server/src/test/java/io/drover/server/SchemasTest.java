package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.pack.FindingCode;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.PackReader;
import io.drover.engine.pack.Severity;
import io.drover.engine.pack.YamlTree;
import io.drover.engine.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON schemas by which editors complete and check say of manifests and scenarios what their readers say. */
class SchemasTest {

    private static final Path RULES = Path.of("..", "rules");
    private static final Path BROKEN = Path.of("..", "test-data", "broken");
    private static final String NAMED = "# yaml-language-server: $schema=";
    private static final String UNHEARD_OF = "zzzzzzzzzzzz";
    private static final Pattern KNOWN = Pattern.compile("(?:Use one of the known keys: |One of )(.*)\\.");

    /** Broken packs whose fault is none of structure: it lies between two values, two files, or in the syntax. */
    private static final Set<String> BEYOND_A_SCHEMA = Set.of(
            "bad-name-keyword", // only some good names are words of the rule language
            "bad-period-treatment",
            "bad-yaml-bracket",
            "duplicate-column-matrix",
            "duplicate-key-taxonomy",
            "duplicate-name-two-packs",
            "duplicate-row-matrix",
            "duplicate-value-taxonomy", // one of the two is a mapping, the other a text
            "misplaced-key-candidates", // only scenarios of a policy pack invent them
            "missing-file-catalogue",
            "missing-manifest-rules-only",
            "no-subject-scenario",
            "nothing-expected-matrix",
            "time-goes-back-scenario",
            "unknown-column-item",
            "unknown-cut-table-rfm",
            "unknown-field-column",
            "unknown-field-due",
            "unknown-field-needs",
            "unknown-rule-scenario",
            "unknown-threshold-due",
            "unknown-value-default",
            "unknown-value-impact",
            "unknown-value-ignored-code", // a newer Drover may know it
            "wrong-level-scenario",
            "wrong-name-folder",
            "wrong-row-cells",
            "wrong-subject-currency",
            "wrong-subject-customer",
            "wrong-subject-segment",
            "wrong-type-cell",
            "wrong-type-due-threshold");

    @TempDir
    static Path directory;

    private static final CompiledPacks COMPILED = new CompiledPacks(CompiledPackStore.NONE);

    /** Held on to, so that the pack is compiled once for all probes. */
    private static Loading size = Loading.nothing();

    @BeforeAll
    static void load() {
        size = load(TestServer.SOUND.resolve("size"));
        assertThat(size.isSound()).isTrue();
    }

    private static Loading load(Path pack) {
        return PackLoader.load(
                List.of(pack), Compiler.EXECUTABLE_MODEL, COMPILED, size.ruleSet(), System::nanoTime, name -> {});
    }

    private static JsonNode schema(String name) throws IOException {
        return new ObjectMapper().readTree(RULES.resolve("schema").resolve(name).toFile());
    }

    private static List<Error> errors(String schema, JsonNode value) throws IOException {
        Schema checking =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema(schema));
        return checking.validate(value);
    }

    /** A YAML file as Drover reads it: its dates are texts, as they are to editors. */
    private static JsonNode yaml(Path file) throws IOException {
        YamlTree tree = YamlTree.read(file.toString(), Files.readString(file));
        return Objects.requireNonNull(tree.root(), () -> tree.problems().toString())
                .toJson();
    }

    static List<Path> referenceFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path pack : PackReader.packDirectories(RULES)) {
            files.add(pack.resolve("pack.yaml"));
            try (Stream<Path> scenarios = Files.list(pack.resolve("scenarios"))) {
                scenarios
                        .filter(file -> file.toString().endsWith(".yaml"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("referenceFiles")
    void referenceFile_validByItsSchema_whichItNamesInItsFirstLine(Path file) throws IOException {
        String schema = file.endsWith("pack.yaml") ? "pack.schema.json" : "scenario.schema.json";

        String first = Files.readString(file).lines().findFirst().orElse("");
        assertThat(first).startsWith(NAMED);
        assertThat(file.resolveSibling(first.substring(NAMED.length())).normalize())
                .isEqualTo(RULES.resolve("schema").resolve(schema))
                .isRegularFile();
        assertThat(errors(schema, yaml(file))).isEmpty();
    }

    /** Manifests and scenarios of broken packs in which an error is. */
    static List<Path> brokenFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(BROKEN)) {
            for (Path pack : all.sorted().toList()) {
                JsonNode expected = new YAMLMapper().readTree(Files.readString(pack.resolve("expect.yaml")));
                expected.path("problems")
                        .valueStream()
                        .filter(problem -> isError(problem.path("code").asText()))
                        .map(problem -> problem.path("file").asText())
                        .filter(file -> file.matches("pack\\.yaml|scenarios/.*"))
                        .distinct()
                        .map(pack::resolve)
                        .filter(Files::exists)
                        .forEach(files::add);
            }
        }
        return files;
    }

    private static boolean isError(String code) {
        return FindingCode.of(code)
                .map(found -> found.severity() == Severity.ERROR)
                .orElse(true);
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void brokenFile_refusedByItsSchemaToo_orBeyondIt(Path file) throws IOException {
        boolean manifest = file.endsWith("pack.yaml");
        YamlTree tree = YamlTree.read(file.toString(), Files.readString(file));
        boolean refused = tree.root() == null
                || !errors(
                                manifest ? "pack.schema.json" : "scenario.schema.json",
                                tree.root().toJson())
                        .isEmpty();
        String pack = BROKEN.relativize(file).getName(0).toString();

        assertThat(refused || BEYOND_A_SCHEMA.contains(pack))
                .as("The schema should refuse it; if no schema could, name its pack in this test.")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/properties|%s",
                "/definitions/taxonomy/properties|taxonomies: {a: {values: [b], %s}}",
                "/definitions/value/properties|taxonomies: {a: {values: [{name: b, %s}]}}",
                "/definitions/score/anyOf/1/properties|scores: {a: {%s}}",
                "/definitions/segment/anyOf/1/properties|segments: {a: {%s}}",
                "/definitions/treatment/properties|treatments: {a: {%s}}",
                "/definitions/rfm/properties|rfm: {%s}",
                "/definitions/lint/properties|lint: {%s}",
                "/definitions/ignored/properties|lint: {ignore: [{%s}]}"
            })
    void manifestSchema_keys_areThoseThatAreRead(String pointer, String manifest) throws IOException {
        Path pack = Files.createDirectories(directory.resolve("probe"));
        Files.writeString(
                pack.resolve("pack.yaml"),
                "format: 1\nname: probe\nsubjects: [account]\n"
                        + manifest.formatted(UNHEARD_OF + ": 1").replaceFirst("^(\\w+): 1$", "$1: 1\n"));

        assertThat(keys("pack.schema.json", pointer))
                .isEqualTo(known(PackReader.read(pack).problems()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scenario|%s",
                "matrix|matrix: {%s}",
                "step|steps: [{%s}]",
                "given|steps: [{asOf: 2026-01-01, given: {%s}}]",
                "expect/anyOf/1|steps: [{asOf: 2026-01-01, expect: {%s}}]",
                "contact/anyOf/0|steps: [{asOf: 2026-01-01, expect: {contacts: {c1: {scores: {}, %s}}}}]",
                "segments|steps: [{asOf: 2026-01-01, expect: {segments: {%s}}}]",
                "treatments|steps: [{asOf: 2026-01-01, expect: {treatments: {%s}}}]",
                "expectedTreatment|steps: [{asOf: 2026-01-01, expect: {treatments: {selected: [{%s}]}}}]",
                "transitions|steps: [{asOf: 2026-01-01, expect: {transitions: {%s}}}]",
                "change|steps: [{asOf: 2026-01-01, expect: {transitions: {changed: [{%s}]}}}]",
                "variation|with: {%s}",
                "warning|steps: [{asOf: 2026-01-01, expect: {warnings: [{%s}]}}]",
                "expectedRfm|steps: [{asOf: 2026-01-01, expect: {rfm: {%s}}}]",
                "Account|steps: [{asOf: 2026-01-01, given: {account: {%s}}}]",
                "Customer|steps: [{asOf: 2026-01-01, given: {customer: {%s}}}]",
                "Contact|steps: [{asOf: 2026-01-01, given: {contacts: [{%s}]}}]",
                "Signal|steps: [{asOf: 2026-01-01, given: {signals: [{%s}]}}]",
                "Purchase|steps: [{asOf: 2026-01-01, given: {purchases: [{%s}]}}]",
                "Opportunity|steps: [{asOf: 2026-01-01, given: {opportunities: [{%s}]}}]",
                "Technology|steps: [{asOf: 2026-01-01, given: {technologies: [{%s}]}}]",
                "Usage|steps: [{asOf: 2026-01-01, given: {usage: [{%s}]}}]",
                "SupportTicket|steps: [{asOf: 2026-01-01, given: {supportTickets: [{%s}]}}]",
                "SurveyResponse|steps: [{asOf: 2026-01-01, given: {surveys: [{%s}]}}]",
                "Consent|steps: [{asOf: 2026-01-01, given: {consents: [{%s}]}}]",
                "TreatmentGiven|steps: [{asOf: 2026-01-01, given: {treatmentsGiven: [{%s}]}}]",
                "RfmScore|steps: [{asOf: 2026-01-01, given: {rfm: {%s}}}]",
            })
    void scenarioSchema_keys_areThoseThatAreRead(String definition, String scenario) throws IOException {
        Path pack = Files.createDirectories(directory.resolve("size"));
        try (Stream<Path> files = Files.list(TestServer.SOUND.resolve("size"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(pack.resolve(file.getFileName()), Files.readString(file));
            }
        }
        Files.createDirectories(pack.resolve("scenarios"));
        Files.writeString(
                pack.resolve("scenarios/probe.yaml"), "- name: probe\n  " + scenario.formatted(UNHEARD_OF + ": 1"));
        Loading loading = load(pack);
        CompiledPack compiled = loading.ruleSet().pack("size").orElseThrow();

        Set<String> read =
                known(ScenarioReader.read(loading.ruleSet(), compiled).problems());

        Set<String> keys = keys("scenario.schema.json", "/definitions/" + definition + "/properties");
        if (definition.equals("Signal")) { // these are passed over, wherever they come from
            keys.removeAll(Set.of("specversion", "datacontenttype", "dataschema", "subject"));
        }
        if (definition.equals("given")) { // only in scenarios of a policy pack
            keys.remove("candidates");
        }
        read.removeAll(definition.equals("given") ? Set.of("asOf", "packs", "with") : Set.of());
        assertThat(keys).isEqualTo(read);
    }

    private static Set<String> keys(String schema, String pointer) throws IOException {
        Set<String> keys = new TreeSet<>();
        schema(schema).at(pointer).fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** The keys that a reader offers instead of one that it has never heard of. */
    private static Set<String> known(List<PackProblem> problems) {
        List<String> remedies = problems.stream()
                .filter(problem -> problem.message().contains(UNHEARD_OF))
                .map(PackProblem::remedy)
                .toList();
        assertThat(remedies).as(problems.toString()).hasSize(1);
        Matcher known = KNOWN.matcher(remedies.get(0));
        assertThat(known.matches()).as(remedies.get(0)).isTrue();
        return new TreeSet<>(List.of(known.group(1).split(", ")));
    }

    @Test
    void schemas_everyObjectWithKeys_describesThem() throws IOException {
        for (String name : List.of("pack.schema.json", "scenario.schema.json")) {
            assertThat(undescribed(schema(name).path("definitions"), name)).isEmpty();
        }
    }

    /** Objects of the schema that say nothing of what they are. */
    private static List<String> undescribed(JsonNode definitions, String file) {
        List<String> undescribed = new ArrayList<>();
        definitions.properties().forEach(definition -> {
            JsonNode object = definition.getValue().has("anyOf")
                    ? definition
                            .getValue()
                            .path("anyOf")
                            .get(definition.getValue().path("anyOf").size() - 1)
                    : definition.getValue();
            if (!object.has("description") && !definition.getValue().has("description")) {
                undescribed.add(file + " " + definition.getKey());
            }
        });
        return undescribed;
    }
}
