package io.drover.server.http;

import io.drover.engine.failure.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the cursor of the part that follows; null: this is the last
 */
record Page<T>(List<T> items, @Nullable String next) {

    private static final int MAX_LIMIT = 1000;
    private static final int DEFAULT_LIMIT = 100;

    /**
     * The page of {@code all} that the query asks for.
     *
     * @param all sorted by {@code key}, which is unique
     */
    static <T> Page<T> of(List<T> all, Function<T, String> key, QueryParameters query) {
        int limit = limit(query);
        String after = cursor(query).orElse("");
        List<T> rest = all.stream()
                .filter(item -> key.apply(item).compareTo(after) > 0)
                .toList();
        List<T> items = rest.subList(0, Math.min(limit, rest.size()));
        return new Page<>(items, items.size() == rest.size() ? null : encode(key.apply(items.get(limit - 1))));
    }

    /** A page whose next one begins behind what the cursor {@code last} stands for; null: it is the last. */
    static <T> Page<T> of(List<T> items, @Nullable String last) {
        return new Page<>(items, last == null ? null : encode(last));
    }

    /** How many items the query asks for. */
    static int limit(QueryParameters query) {
        return query.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    }

    /** What the page before ended with; empty: this is the first. */
    static Optional<String> cursor(QueryParameters query) {
        return query.text("cursor").map(Page::decode);
    }

    private static String encode(String lastKey) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(lastKey.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw badCursor();
        }
    }

    /** What to throw where a cursor is none. */
    static InvalidRequestException badCursor() {
        return QueryParameters.bad("cursor", "the \"next\" of an earlier page", "leave it out to begin at the start");
    }
}
