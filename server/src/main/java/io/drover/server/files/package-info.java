/** Files that are on the disk when they are said to be. */
@NullMarked
package io.drover.server.files;

import org.jspecify.annotations.NullMarked;
