/** What the server is told at its start: flags, environment and file, in this order. */
@NullMarked
package io.drover.server.config;

import org.jspecify.annotations.NullMarked;
