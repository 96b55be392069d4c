/** What stands between the code that a compiler makes of a pack and the Java machine that is to run it. */
@NullMarked
package io.drover.engine.sandbox;

import org.jspecify.annotations.NullMarked;
