/** The demonstration: real input, decided over HTTP by a server of its own, told in words. */
@NullMarked
package io.drover.server.demo;

import org.jspecify.annotations.NullMarked;
