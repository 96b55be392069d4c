package io.drover.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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
        int limit = query.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        String after = query.text("cursor").map(Page::decode).orElse("");
        List<T> rest = all.stream()
                .filter(item -> key.apply(item).compareTo(after) > 0)
                .toList();
        List<T> items = rest.subList(0, Math.min(limit, rest.size()));
        return new Page<>(items, items.size() == rest.size() ? null : encode(key.apply(items.get(limit - 1))));
    }

    private static String encode(String lastKey) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(lastKey.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw QueryParameters.bad(
                    "cursor", "the \"next\" of an earlier page", "leave it out to begin at the start");
        }
    }
}
