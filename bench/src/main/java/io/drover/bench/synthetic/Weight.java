package io.drover.bench.synthetic;

import java.util.Locale;

/** How much work the rules of a made-up pack are; their number says little about it. */
public enum Weight {
    /**
     * Rules compare fields, and few of them fire: about one in eight. Drools alone takes for sixty of them about what a rule
     * engine is usually measured by.
     */
    LIGHT,
    /**
     * Rules also count signals within windows, sum points into scores and read what others conclude, and about a third of
     * them fires: as in the packs that Drover comes with.
     */
    HEAVY;

    /** The name in texts. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
