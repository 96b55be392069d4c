/** What rule text says: parsed, held against the allow-list, and checked before any compiler sees it. */
@NullMarked
package io.drover.engine.drl;

import org.jspecify.annotations.NullMarked;
