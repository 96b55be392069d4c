/** What rules conclude, and what the engine makes of it for further rules to read. */
@NullMarked
package io.drover.model.conclusion;

import org.jspecify.annotations.NullMarked;
