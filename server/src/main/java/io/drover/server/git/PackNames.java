package io.drover.server.git;

import io.drover.server.config.SourceKind;
import io.drover.server.config.SourcesConfig;
import java.util.regex.Pattern;

/** Which folders may be packs that come from git. */
record PackNames(SourcesConfig sources) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,79}");

    boolean has(String folder) {
        return NAME.matcher(folder).matches() && sources.of(folder) == SourceKind.GIT;
    }

    /** Whether {@code folder} is said by name to be one, so that whatever is there is meant to be a pack. */
    boolean isNamed(String folder) {
        return sources.named(SourceKind.GIT).contains(folder);
    }
}
