package io.drover.server.config;

import java.util.List;

/**
 * The effective configuration.
 *
 * @param server how the server runs
 * @param settings every setting, and where its value is from
 */
public record Configuration(ServerConfig server, List<Value> settings) {

    /** Where the value of a setting is from. */
    public enum Source {
        FLAG("the command line"),
        ENVIRONMENT("the environment"),
        FILE("the configuration file"),
        DEFAULT("the default");

        private final String words;

        Source(String words) {
            this.words = words;
        }
    }

    /**
     * A setting with its value.
     *
     * @param shown its text; of a secret only whether there is one
     */
    public record Value(Setting setting, String shown, Source source) {

        static Value of(Setting setting, String text, Source source) {
            String shown = !setting.isSecret() ? text : text.isEmpty() ? "" : "(hidden)";
            return new Value(setting, shown, source);
        }

        /** Such as {@code port: 8081 (the command line)}. */
        @Override
        public String toString() {
            return setting.key() + ": " + (shown.isEmpty() ? "(none)" : shown) + " (" + source.words + ")";
        }
    }
}
