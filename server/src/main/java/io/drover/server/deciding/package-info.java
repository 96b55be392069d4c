/** From the text of a request to the text of its answer, whatever way they come and go. */
@NullMarked
package io.drover.server.deciding;

import org.jspecify.annotations.NullMarked;
