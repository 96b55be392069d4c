/** Made-up rules on Drools alone, to compare with. */
@org.jspecify.annotations.NullMarked
package io.drover.bench.byhand;
