package io.drover.bench.soak;

import io.drover.bench.report.ResultFile;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The container image of a release, built and tried with podman by a script, whose claims are recorded here. */
final class ContainerSoak implements SoakRun {

    private static final String SCRIPT = "bench/src/container/trial.sh";
    private static final Pattern CLAIM = Pattern.compile("(held|FAILED): (.*?)(?: \\((.*)\\))?");
    private static final String NOTE = "note: ";
    private static final String DONE = NOTE + "done";

    @Override
    public String title() {
        return "The container image";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        Path script = site.home().resolve(SCRIPT);
        Process process = new ProcessBuilder(
                        "bash", script.toString(), site.scratch().toString())
                .directory(site.home().toFile())
                .redirectError(site.scratch().resolve("trial.log").toFile())
                .start();
        // A run that is ended ends the script, which removes its containers.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end " + process.pid()));
        boolean done = false;
        file.line("");
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher claim = CLAIM.matcher(line);
                if (claim.matches()) {
                    String found = claim.group(3);
                    claims.claim(
                            claim.group(2), claim.group(1).equals("held"), found == null ? "the run broke off" : found);
                } else if (line.startsWith(NOTE) && !line.equals(DONE)) {
                    file.line("- " + line.substring(NOTE.length()));
                }
                done |= line.equals(DONE);
            }
        }
        claims.claim("the trial came to its end", done && process.waitFor() == 0, "exit code " + process.waitFor());
    }
}
