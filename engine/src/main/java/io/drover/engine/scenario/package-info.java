/** Scenarios: given facts and expectations, run against compiled packs. */
@NullMarked
package io.drover.engine.scenario;

import org.jspecify.annotations.NullMarked;
