package io.drover.engine.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Something in generated code that cannot have come of an honest rule.
 *
 * @param className of the generated class, or the name of another file of the compiled pack
 * @param rule of which the class was generated; null where it is of none, or of several
 * @param what as the end of a sentence whose subject is the code
 */
public record Violation(String className, @Nullable String rule, String what) {}
