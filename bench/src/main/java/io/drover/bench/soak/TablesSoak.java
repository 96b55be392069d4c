package io.drover.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drover.bench.report.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Decision tables as LibreOffice saves them: the table of RFM segments, opened as a workbook or as CSV and saved as a
 * workbook, gives the 995 real customers the published segments. LibreOffice is installed by apt where it is missing.
 */
final class TablesSoak implements SoakRun {

    private static final String TABLE = "segments.drl";
    private static final String PROGRAM = "soffice";
    private static final String PACKAGE = "libreoffice-calc-nogui";
    private static final String AS_WORKBOOK = "xlsx:Calc MS Excel 2007 XML";
    private static final String FROM_CSV = "CSV:44,34,76,1";
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Override
    public String title() {
        return "Decision tables saved by LibreOffice";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        install(site, file);
        Path profile = Files.createDirectories(site.scratch().resolve("profile"));
        file.line("`"
                + String.join(
                        " ", output(site, List.of(PROGRAM, "--version")).strip().split("\\s+")) + "`");
        Path pack = site.home().resolve("rules/rfm");
        Path reference = pack.resolve(TABLE + ".xlsx");

        Path saved = convert(site, profile, reference, List.of("--convert-to", AS_WORKBOOK), "saved", "xlsx");
        Path fromCsv = convert(
                site,
                profile,
                site.home().resolve("test-data/libreoffice/" + TABLE + ".csv"),
                List.of("--infilter=" + FROM_CSV, "--convert-to", AS_WORKBOOK),
                "from-csv",
                "xlsx");
        file.line("");
        decide(site, claims, "the workbook, opened and saved as a workbook", saved, pack);
        decide(site, claims, "a CSV file, opened and saved as a workbook", fromCsv, pack);
    }

    private static void install(Site site, ResultFile file) throws Exception {
        if (isThere()) {
            return;
        }
        output(site, List.of("apt-get", "update", "-qq"));
        output(site, List.of("apt-get", "install", "-y", "-qq", "--no-install-recommends", PACKAGE));
        file.line("Installed by apt: `" + PACKAGE + "`.");
    }

    private static boolean isThere() {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, PROGRAM)));
    }

    /** Has LibreOffice save {@code table} as it is told by {@code how}, in a folder called {@code name}. */
    private static Path convert(Site site, Path profile, Path table, List<String> how, String name, String kind)
            throws Exception {
        Path folder = Files.createDirectories(site.scratch().resolve(name));
        List<String> command = Stream.of(
                        List.of(PROGRAM, "-env:UserInstallation=" + profile.toUri(), "--headless"),
                        how,
                        List.of("--outdir", folder.toString(), table.toString()))
                .flatMap(List::stream)
                .toList();
        output(site, command);
        Path converted = folder.resolve(TABLE + "." + kind);
        if (!Files.exists(converted)) {
            throw new IOException("LibreOffice made no " + converted + ".");
        }
        return converted;
    }

    /** Has the demonstration decide about the customers with {@code table} in place of the one of the reference pack. */
    private static void decide(Site site, Claims claims, String what, Path table, Path pack) throws Exception {
        Path rules = Files.createDirectories(table.resolveSibling("rules"));
        try (Stream<Path> packs = Files.list(pack.getParent())) {
            for (Path other : packs.filter(path -> Files.exists(path.resolve("pack.yaml")))
                    .toList()) {
                copy(other, rules.resolve(other.getFileName().toString()));
            }
        }
        Path copy = rules.resolve("rfm");
        Files.delete(copy.resolve(TABLE + ".xlsx"));
        Files.copy(table, copy.resolve(table.getFileName().toString()));
        String said = output(
                site,
                List.of(
                        JAVA,
                        "-jar",
                        site.jar().toString(),
                        "demo",
                        "--exit",
                        "--port",
                        "0",
                        "--rules",
                        rules.toString(),
                        "--data",
                        table.resolveSibling("data").toString()));
        String found = said.lines()
                .filter(line -> line.matches(".*\\d+ of \\d+ customers.*"))
                .map(String::strip)
                .findFirst()
                .orElse("the demonstration said nothing of customers");
        claims.claim(what + ": 995 of 995", said.contains("995 of 995 customers"), found);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    /** What a program writes; it is to end well. */
    private static String output(Site site, List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(site.home().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + exit + ":\n" + said);
        }
        return said;
    }
}
