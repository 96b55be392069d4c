/** Who would move: what two rule sets decide otherwise about the same subjects, counted. */
@NullMarked
package io.drover.engine.impact;

import org.jspecify.annotations.NullMarked;
