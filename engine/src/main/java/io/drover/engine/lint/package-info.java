/** Judges sound packs: what speaks against a good set of segments, of rules that are read with ease, and of proven ones. */
@NullMarked
package io.drover.engine.lint;

import org.jspecify.annotations.NullMarked;
