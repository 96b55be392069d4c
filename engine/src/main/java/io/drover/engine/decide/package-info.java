/** The evaluation of one subject by an immutable rule set, and the decision made of it. */
@NullMarked
package io.drover.engine.decide;

import org.jspecify.annotations.NullMarked;
