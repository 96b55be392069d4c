package io.drover.model.conclusion;

import java.util.Objects;

/** The subject's membership in a segment. */
public record InSegment(String name) {

    public InSegment {
        Objects.requireNonNull(name, "name");
    }
}
