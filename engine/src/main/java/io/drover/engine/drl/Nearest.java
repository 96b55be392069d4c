package io.drover.engine.drl;

import io.drover.engine.failure.NearestName;
import java.util.Collection;

/** Asks whether an unknown name was meant to be a known one. */
final class Nearest {

    private Nearest() {}

    /** The question after the nearest known name; where none is near, the sentence {@code otherwise}. */
    static String didYouMean(String unknown, Collection<String> known, String otherwise) {
        return NearestName.of(unknown, known)
                .map(name -> "Did you mean \"" + name + "\"?")
                .orElse(otherwise);
    }
}
