/** What was decided, on what grounds and by which rules: written, found again, and forgotten. */
@NullMarked
package io.drover.server.decisionlog;

import org.jspecify.annotations.NullMarked;
