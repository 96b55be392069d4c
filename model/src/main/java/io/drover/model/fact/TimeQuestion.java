package io.drover.model.fact;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a question whose answer depends on the decision's asOf. Its text parameters are durations (see {@link Durations}).
 * Rules may not ask one in a condition that also uses a variable of another pattern.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TimeQuestion {}
