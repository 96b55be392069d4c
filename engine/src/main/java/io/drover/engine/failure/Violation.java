package io.drover.engine.failure;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a request.
 *
 * @param pointer where: a JSON pointer into the request; empty for the whole of it
 * @param code stable, such as {@code unknown-field}
 * @param detail a sentence that says what is wrong; it never repeats the value of a free field
 * @param suggestion what to write instead; null where there is nothing to suggest
 */
public record Violation(
        String pointer,
        String code,
        String detail,
        @Nullable String suggestion) {}
