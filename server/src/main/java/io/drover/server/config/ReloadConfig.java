package io.drover.server.config;

import java.time.Duration;

/**
 * How changes of the rules directory are taken up.
 *
 * @param enabled whether they are at all
 * @param settle how long nothing may change before a change is taken up
 * @param scan how often the directory is looked through for changes of which the file system told nothing
 */
public record ReloadConfig(boolean enabled, Duration settle, Duration scan) {}
