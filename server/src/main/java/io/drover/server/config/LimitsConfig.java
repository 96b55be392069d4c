package io.drover.server.config;

import io.drover.engine.decide.Limits;
import java.time.Duration;

/**
 * What one request, one caller and all requests together may use up.
 *
 * @param bodyBytes the size up to which a body, or a line of a stream, is read
 * @param requests for decisions that may be under way at once
 * @param requestsPerSecond of one caller; 0: any number
 * @param request from the first byte of a request to the last of its answer; a stream: how long it may stand still
 * @param stop how long a stopping server takes at most, most of it for the answers to the requests it has accepted
 * @param decision what one decision may use up
 */
public record LimitsConfig(
        int bodyBytes, int requests, int requestsPerSecond, Duration request, Duration stop, Limits decision) {}
