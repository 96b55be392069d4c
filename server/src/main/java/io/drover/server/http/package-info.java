/** The HTTP contract: {@link io.drover.server.http.Routes} has every path, {@link io.drover.server.http.ProblemHandler} every failure. */
@NullMarked
package io.drover.server.http;

import org.jspecify.annotations.NullMarked;
