/** The command line: one class for each command. */
@NullMarked
package io.drover.server.cli;

import org.jspecify.annotations.NullMarked;
