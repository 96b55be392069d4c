package io.drover.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A stock client: the OpenAPI Generator makes one of what the running server has at {@code /openapi.yaml}, Maven compiles it as
 * it is, and a small program posts the README's request with it and looks at the decision, the packs and a problem.
 */
final class ClientSoak implements SoakRun {

    private static final String GENERATOR = "openapi-generator-cli";
    private static final String GENERATOR_VERSION = "7.25.0";
    private static final String DEPENDENCY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0";
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Override
    public String title() {
        return "A generated client";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        Path client = site.scratch().resolve("client");
        Path program = site.home().resolve("bench/src/client/ReadmeClient.java");
        file.line("`" + GENERATOR + "` " + GENERATOR_VERSION
                + ", generator `java`, library `native`, no further options but"
                + " names; the program that uses the client is `" + site.home().relativize(program) + "`.");
        try (ServerProcess server = site.serve(List.of(), site.home().resolve("rules"))) {
            Path description = Files.write(
                    site.scratch().resolve("openapi.yaml"), new DroverClient(server.uri()).get("/openapi.yaml"));
            generate(site, description, client);
            Files.copy(program, client.resolve("src/main/java/client/ReadmeClient.java"));
            maven(
                    client,
                    "-Dmaven.test.skip=true",
                    "compile",
                    DEPENDENCY_PLUGIN + ":copy-dependencies",
                    "-DoutputDirectory=target/lib");
            claims.claim("it is generated and compiles as it is", true, "Maven found nothing wrong");
            String classes = "target/classes" + System.getProperty("path.separator") + "target/lib/*";
            List<String> lines = run(
                    client,
                    List.of(
                            JAVA,
                            "-cp",
                            classes,
                            "client.ReadmeClient",
                            server.uri().toString()));
            file.line("");
            lines.forEach(line -> file.line("- " + line));
            long wrong = lines.stream()
                    .filter(line -> !line.startsWith("as expected: "))
                    .count();
            claims.claim(
                    "it reads the decision, the packs, the logged decision and a problem",
                    wrong == 0 && !lines.isEmpty(),
                    lines.size() + " values, " + wrong + " not as expected");
        }
    }

    private static void generate(Site site, Path description, Path client) throws Exception {
        maven(
                site.scratch(),
                DEPENDENCY_PLUGIN + ":copy",
                "-Dartifact=org.openapitools:" + GENERATOR + ":" + GENERATOR_VERSION,
                "-DoutputDirectory=" + site.scratch());
        Path generator = site.scratch().resolve(GENERATOR + "-" + GENERATOR_VERSION + ".jar");
        List<String> command = new ArrayList<>(List.of(JAVA, "-jar", generator.toString(), "generate"));
        command.addAll(List.of("-g", "java", "--library", "native"));
        command.addAll(List.of("-i", description.toString(), "-o", client.toString()));
        command.add("--additional-properties=groupId=client,artifactId=client,invokerPackage=client,"
                + "apiPackage=client.api,modelPackage=client.model");
        run(site.scratch(), command);
    }

    private static void maven(Path directory, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("mvn", "-q", "-B"));
        String options = System.getenv("BENCH_MAVEN");
        if (options != null && !options.isBlank()) {
            command.addAll(Pattern.compile(" +").splitAsStream(options.trim()).toList());
        }
        command.addAll(List.of(arguments));
        run(directory, command);
    }

    /** What it prints. A program may say with its exit code that values were not as expected; then it has printed which. */
    private static List<String> run(Path directory, List<String> command) throws Exception {
        System.out.println(String.join(" ", command));
        Path log = directory.resolve("run.log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exit = process.waitFor();
        List<String> lines = Files.readAllLines(log, UTF_8);
        if (exit != 0 && lines.stream().noneMatch(line -> line.startsWith("NOT AS EXPECTED: "))) {
            throw new IOException("exit code " + exit + " of " + String.join(" ", command) + ": "
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
        }
        return lines;
    }
}
