package io.drover.engine.pack;

import java.util.Locale;

/** What a pack is for. */
public enum Role {
    /** It classifies subjects and proposes treatments. */
    DECIDING,
    /** It says which of the treatments that all packs propose may be given. A rule set has at most one such pack. */
    POLICY;

    /** As a manifest writes it: {@code policy}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
