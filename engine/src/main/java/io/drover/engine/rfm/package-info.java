/** Recency, frequency and monetary scores, and the cut tables they are scored with. */
@NullMarked
package io.drover.engine.rfm;

import org.jspecify.annotations.NullMarked;
