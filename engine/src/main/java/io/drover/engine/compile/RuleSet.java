package io.drover.engine.compile;

import io.drover.engine.pack.RulePack;
import java.util.List;

/** All active packs, compiled: immutable, safe to share between threads. */
public final class RuleSet {

    /** The SHA-256, in hexadecimal, of the names and revisions of the packs. */
    public String revision() {
        return "";
    }

    /** The packs' sources, by name. */
    public List<RulePack> packs() {
        return List.of();
    }
}
