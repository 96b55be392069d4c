package io.drover.bench.soak;

import io.drover.bench.report.ResultFile;

/** One of the long runs; records what it finds, and ends what it starts. */
interface SoakRun {

    /** The heading of its result file. */
    String title();

    /** Runs. What it throws is a claim that failed. */
    void run(Site site, ResultFile file, Claims claims) throws Exception;
}
