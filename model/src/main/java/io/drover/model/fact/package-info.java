/** What is known about a subject: the facts that applications post and rules read. */
@NullMarked
package io.drover.model.fact;

import org.jspecify.annotations.NullMarked;
