package io.drover.server.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Every setting there is. Its key names it in the file, as a flag and, mechanically, in the environment. */
public enum Setting {
    HOST("host"),
    PORT("port"),
    RULES("rules"),
    DATA("data"),
    ALLOW_PARTIAL("allow-partial");

    private final String key;

    Setting(String key) {
        this.key = key;
    }

    /** As the file and, behind {@code --}, the command line have it: {@code allow-partial}. */
    public String key() {
        return key;
    }

    /** As the environment has it: {@code DROVER_ALLOW_PARTIAL}. */
    public String variable() {
        return "DROVER_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The setting whose key is {@code key}. */
    public static Optional<Setting> of(String key) {
        return Stream.of(values()).filter(setting -> setting.key.equals(key)).findFirst();
    }
}
