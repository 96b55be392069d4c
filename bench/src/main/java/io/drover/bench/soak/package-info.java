/** Long runs against a real server: what must hold for hours is held for minutes, and recorded. */
@NullMarked
package io.drover.bench.soak;

import org.jspecify.annotations.NullMarked;
