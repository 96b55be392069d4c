/** Who would move: many requests, logged or from a file, decided by two rule sets beside each other. */
@NullMarked
package io.drover.server.impact;

import org.jspecify.annotations.NullMarked;
