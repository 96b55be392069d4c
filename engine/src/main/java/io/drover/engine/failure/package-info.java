/** Why a decision could not be made: one sealed family, each member with typed fields and a code. */
@NullMarked
package io.drover.engine.failure;

import org.jspecify.annotations.NullMarked;
