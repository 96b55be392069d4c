package io.drover.server.config;

/** How the server's own log is written. */
public enum LogFormat {
    /** A line to be read by people. */
    TEXT,
    /** One JSON object a line. */
    JSON
}
