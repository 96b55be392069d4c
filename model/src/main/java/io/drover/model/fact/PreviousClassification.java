package io.drover.model.fact;

import org.jspecify.annotations.Nullable;

/** The value a taxonomy had in the previous decision; {@code contactId} is null for a taxonomy of the subject itself. */
public record PreviousClassification(
        String taxonomy, String value, @Nullable String contactId) implements Fact {}
