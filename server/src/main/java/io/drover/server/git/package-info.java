/** Rule packs out of a git repository that is polled: each commit of its ref is read whole, or not at all. */
@NullMarked
package io.drover.server.git;

import org.jspecify.annotations.NullMarked;
