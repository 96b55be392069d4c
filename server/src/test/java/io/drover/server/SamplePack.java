package io.drover.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.drover.server.GuideSample.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pack that a sample becomes when it is put into the example pack of the guide. */
final class SamplePack {

    static final Path EXAMPLE = Path.of("..", "docs", "guide", "example");

    private static final List<String> TYPES = List.of(
            "conclusion.Candidate",
            "conclusion.Classified",
            "conclusion.InSegment",
            "conclusion.Points",
            "conclusion.Score",
            "conclusion.Treat",
            "fact.Account",
            "fact.CandidateTreatment",
            "fact.Contact",
            "fact.Customer",
            "fact.MetricBin",
            "fact.Opportunity",
            "fact.Signal",
            "fact.Technology",
            "fact.TimedFact",
            "fact.UsageTrend");

    private static final String HIGH = "    insertLogical( new Candidate(\"fit\", \"high\") );\n";

    private final Path folder;
    private final List<String> options = new ArrayList<>();

    private SamplePack(Path folder) {
        this.folder = folder;
    }

    /** The pack of {@code sample}, as a folder of {@code directory}. */
    static SamplePack of(GuideSample sample, Path directory) throws IOException, InterruptedException {
        SamplePack pack = new SamplePack(directory.resolve("example"));
        pack.copyExample();
        for (Block block : sample.blocks()) {
            pack.add(block);
        }
        return pack;
    }

    Path folder() {
        return folder;
    }

    /** What the command has to be told besides. */
    List<String> options() {
        return options;
    }

    private void copyExample() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(EXAMPLE.relativize(file).toString()));
            }
        }
    }

    private void add(Block block) throws IOException, InterruptedException {
        String text = block.text();
        String[] words = block.words().split(" ", -1);
        switch (block.language() + " " + words[0]) {
            case "drl when" -> addRule(rule(text, HIGH));
            case "drl then" -> addRule(rule("    $account : Account( growthRate >= T.FIT_GROWTH_MIN )\n", text));
            case "drl rule" -> addRule(text);
            case "drl top" -> addRule(text + "\n" + rule("    Account( employees > 0 )\n", HIGH));
            case "yaml manifest" -> merge(text);
            case "yaml scenario" -> write("scenarios/sample.yaml", text);
            case "csv thresholds" -> append("thresholds.csv", text);
            case "ndjson population" -> {
                Path population = Files.writeString(folder.resolveSibling("population.ndjson"), text);
                options.addAll(List.of("--population", population.toString()));
            }
            case "sh " -> run(text);
            default -> addNamed(block);
        }
        for (String word : words) {
            if (word.startsWith("channels=")) {
                options.addAll(List.of("--channels", word.substring("channels=".length())));
            }
        }
    }

    /** A whole file, whose name stands behind the language. */
    private void addNamed(Block block) throws IOException {
        if (!block.words().matches("[a-z/.-]+\\.[a-z.]+")) {
            throw new IllegalStateException(
                    "nobody knows what to do with a block \"" + block.language() + " " + block.words() + "\"");
        }
        write(block.words(), block.text());
    }

    private static String rule(String conditions, String consequence) {
        return "rule \"fit.high-by-sample\"\n    @says(\"it is a sample\")\nwhen\n" + conditions + "then\n"
                + consequence + "end\n";
    }

    private void addRule(String rule) throws IOException {
        StringBuilder file = new StringBuilder("// A sample.\npackage example\n\n");
        TYPES.forEach(
                type -> file.append("import io.drover.model.").append(type).append('\n'));
        write("sample.drl", file.append('\n').append(rule).toString());
    }

    /** Puts keys of a manifest into that of the example: below the first level they are added, or take another's place. */
    private void merge(String text) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        Path file = folder.resolve("pack.yaml");
        ObjectNode manifest = (ObjectNode) yaml.readTree(Files.readString(file));
        yaml.readTree(text).properties().forEach(entry -> {
            JsonNode old = manifest.get(entry.getKey());
            if (old instanceof ObjectNode object && entry.getValue() instanceof ObjectNode more) {
                object.setAll(more);
            } else {
                manifest.set(entry.getKey(), entry.getValue());
            }
        });
        Files.writeString(file, yaml.writeValueAsString(manifest));
    }

    private void append(String file, String text) throws IOException {
        String before = Files.readString(folder.resolve(file));
        write(file, text.startsWith("name,") ? text : before + text);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void run(String commands) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-c", commands).directory(folder.toFile());
        builder.environment()
                .put("RULES", Path.of("..", "rules").toAbsolutePath().toString());
        Process process = builder.inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("failed: " + commands);
        }
    }
}
