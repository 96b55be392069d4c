/** Who may ask for what, and over what connection: tokens, roles, and the server's identity. */
@NullMarked
package io.drover.server.access;

import org.jspecify.annotations.NullMarked;
