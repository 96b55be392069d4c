package io.drover.model.decision;

/** Which cut table a request wants used. */
public sealed interface CutTableChoice {

    /** The table of an active pack that has this id. */
    record Named(String id) implements CutTableChoice {}

    /** A table that comes with the request. */
    record Inline(CutTable table) implements CutTableChoice {}

    /** The id of the table. */
    default String tableId() {
        return this instanceof Inline inline ? inline.table().id() : ((Named) this).id();
    }
}
