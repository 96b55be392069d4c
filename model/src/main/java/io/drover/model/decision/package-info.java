/** A decision request, the decision, and its parts. */
@NullMarked
package io.drover.model.decision;

import org.jspecify.annotations.NullMarked;
