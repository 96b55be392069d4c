package io.drover.rules;

import java.nio.file.Path;
import java.util.List;

/** The reference packs of this module. */
final class ReferencePacks {

    /** Their names, in order. */
    static final List<String> NAMES =
            List.of("b2b-abm", "retention", "rfm", "technographic", "trial-onboarding", "value-tiers");

    /** The directory they lie in. */
    static final Path HOME = Path.of("");

    private ReferencePacks() {}

    static List<Path> directories() {
        return NAMES.stream().map(HOME::resolve).toList();
    }
}
