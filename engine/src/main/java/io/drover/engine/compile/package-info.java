/** From a checked pack to one that can be evaluated: strata, thresholds as constants, the rule base. */
@NullMarked
package io.drover.engine.compile;

import org.jspecify.annotations.NullMarked;
