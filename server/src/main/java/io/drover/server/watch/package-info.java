/** Notices when the files of a directory have changed and come to rest. */
@NullMarked
package io.drover.server.watch;

import org.jspecify.annotations.NullMarked;
