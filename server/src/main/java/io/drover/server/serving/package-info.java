/** One running server, from its start to its graceful stop. */
@NullMarked
package io.drover.server.serving;

import org.jspecify.annotations.NullMarked;
