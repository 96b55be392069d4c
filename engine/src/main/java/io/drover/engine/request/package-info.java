/** Decision requests in JSON: read and checked, all violations at once. */
@NullMarked
package io.drover.engine.request;

import org.jspecify.annotations.NullMarked;
