/** From rule packs on disk to the rule set that serves, and what became of each pack. */
@NullMarked
package io.drover.server.activation;

import org.jspecify.annotations.NullMarked;
