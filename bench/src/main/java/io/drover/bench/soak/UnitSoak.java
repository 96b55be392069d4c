package io.drover.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drover.bench.report.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What systemd says of the unit that a release is installed with, where there is a systemd. */
final class UnitSoak implements SoakRun {

    private static final String UNIT = "packaging/src/files/drover.service";

    @Override
    public String title() {
        return "The systemd unit";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        // Checked is whether the program is there, too; in the sources it is not, so a unit with another one is looked
        // at.
        String text = Files.readString(site.home().resolve(UNIT)).replace("/opt/drover/drover ", "/bin/true ");
        Path unit = Files.writeString(site.scratch().resolve("drover.service"), text);
        Process process;
        try {
            process = new ProcessBuilder(List.of("systemd-analyze", "verify", "--man=no", unit.toString()))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            file.line("There is no `systemd-analyze` on this machine; the unit was not looked at.");
            claims.claim("systemd-analyze could be run", false, e.toString());
            return;
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).trim();
        int exit = process.waitFor();
        claims.claim(
                "`systemd-analyze verify` finds nothing in " + UNIT,
                exit == 0 && !said.contains("drover.service"),
                "exit code " + exit + (said.isEmpty() ? "" : ": " + said));
    }
}
