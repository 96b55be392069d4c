/** Packs as zip files, which come from anywhere. */
@NullMarked
package io.drover.server.archive;

import org.jspecify.annotations.NullMarked;
