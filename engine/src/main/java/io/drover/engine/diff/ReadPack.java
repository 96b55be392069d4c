package io.drover.engine.diff;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.drl.ParsedRules;
import io.drover.engine.pack.RulePack;

/** A pack without errors, as far as reading shows, and its rules. */
public record ReadPack(RulePack pack, ParsedRules rules) {

    /** What {@code compiled} was made of. */
    public static ReadPack of(CompiledPack compiled) {
        return new ReadPack(compiled.source(), compiled.parsed());
    }
}
