/** Rule packs and requests made up to measure with: of any size, and the same for the same seed. */
@NullMarked
package io.drover.bench.synthetic;

import org.jspecify.annotations.NullMarked;
