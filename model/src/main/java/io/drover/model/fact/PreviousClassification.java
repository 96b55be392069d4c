package io.drover.model.fact;

import org.jspecify.annotations.Nullable;

/**
 * The value a taxonomy had in the previous decision; {@code contactId} is null for a taxonomy of the subject itself.
 *
 * @param taxonomy its name
 * @param value the value it had
 * @param contactId whose it was; missing: the subject's own
 */
public record PreviousClassification(
        String taxonomy, String value, @Nullable String contactId) implements Fact {}
