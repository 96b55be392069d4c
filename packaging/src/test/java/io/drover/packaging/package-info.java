@NullMarked
package io.drover.packaging;

import org.jspecify.annotations.NullMarked;
