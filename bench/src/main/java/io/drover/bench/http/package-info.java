/** Load over HTTP, and the echo that it is compared with. */
@NullMarked
package io.drover.bench.http;

import org.jspecify.annotations.NullMarked;
