/** How the server's own log is written. */
@NullMarked
package io.drover.server.logging;

import org.jspecify.annotations.NullMarked;
