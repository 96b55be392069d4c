/** Rule packs as their authors write them: manifest, thresholds, rule files, cut tables; reading and checking them. */
@NullMarked
package io.drover.engine.pack;

import org.jspecify.annotations.NullMarked;
