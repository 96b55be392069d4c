package io.drover.server.impact;

import io.drover.engine.impact.Impact;

/**
 * Who would move, and of what that was found out.
 *
 * @param requests that were there; of each subject the latest was decided
 * @param hashOnly decisions besides, that cannot be made again: they were logged by the hash of their facts
 * @param forgotten decisions besides, that cannot be made again: their subject was forgotten
 * @param millis how long it took
 */
public record ImpactResult(Impact impact, long requests, long hashOnly, long forgotten, long millis) {}
