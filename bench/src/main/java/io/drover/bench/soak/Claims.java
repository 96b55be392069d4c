package io.drover.bench.soak;

import io.drover.bench.report.ResultFile;
import java.util.ArrayList;
import java.util.List;

/** What a run is to show and whether it did; the last lines of its result file. Used by one thread. */
final class Claims {

    private final ResultFile file;
    private final List<String> lines = new ArrayList<>();
    private int failed;

    Claims(ResultFile file) {
        this.file = file;
    }

    /**
     * Notes whether something held.
     *
     * @param claim what was to hold
     * @param found what was found
     */
    void claim(String claim, boolean held, String found) {
        failed += held ? 0 : 1;
        lines.add("- " + (held ? "held" : "**FAILED**") + ": " + claim + " (" + found + ")");
    }

    /** Claims that {@code after} is at most {@code most} times {@code before}, and {@code more}; less is well. */
    void claimFlat(String what, long before, long after, double most, long more) {
        claim(
                what + ": at most " + Math.round((most - 1) * 100) + " %" + (more > 0 ? " and " + more : "")
                        + " more than before; less is well",
                after <= before * most + more,
                "%,d before, %,d after, %+.1f %%".formatted(before, after, (after - before) * 100.0 / before));
    }

    /** Writes all of it; whether there were claims and all held. */
    boolean conclude() {
        boolean held = failed == 0 && !lines.isEmpty();
        file.line("");
        lines.forEach(file::line);
        file.line("");
        file.line(held ? "All claims held." : "**FAILED**: " + failed + " of " + lines.size() + " claims.");
        return held;
    }
}
