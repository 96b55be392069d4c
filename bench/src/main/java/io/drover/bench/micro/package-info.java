/** Measurements of the engine in one JVM, with JMH. */
@NullMarked
package io.drover.bench.micro;

import org.jspecify.annotations.NullMarked;
