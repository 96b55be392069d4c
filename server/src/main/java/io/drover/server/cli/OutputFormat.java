package io.drover.server.cli;

/** How a command writes its result. */
enum OutputFormat {
    HUMAN,
    JSON,
    JUNIT
}
