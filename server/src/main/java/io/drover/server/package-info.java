/** The server: {@link io.drover.server.Main} is its architecture on one screen. */
@NullMarked
package io.drover.server;

import org.jspecify.annotations.NullMarked;
