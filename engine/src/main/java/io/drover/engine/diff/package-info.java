/** What two revisions of rule packs do not have in common, in words. */
@NullMarked
package io.drover.engine.diff;

import org.jspecify.annotations.NullMarked;
