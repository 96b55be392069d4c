/** Recorded results: what was measured, where and how. */
@NullMarked
package io.drover.bench.report;

import org.jspecify.annotations.NullMarked;
