/** What the server counts and measures of itself, for Prometheus. */
@NullMarked
package io.drover.server.metrics;

import org.jspecify.annotations.NullMarked;
