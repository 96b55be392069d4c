/** Scenarios written for rules that no scenario proves: facts worked out from the conditions, and tried. */
@NullMarked
package io.drover.engine.stub;

import org.jspecify.annotations.NullMarked;
