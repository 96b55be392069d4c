/**
 * The record of what was done to the rules that serve: who, when, why; only ever added to, and chained so that it cannot
 * be changed unseen.
 */
@NullMarked
package io.drover.server.audit;

import org.jspecify.annotations.NullMarked;
