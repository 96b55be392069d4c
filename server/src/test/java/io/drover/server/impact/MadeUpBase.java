package io.drover.server.impact;

import io.drover.model.decision.Subject;
import io.drover.model.decision.SubjectKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Requests about made-up accounts, several about most of them, by a seed. */
public final class MadeUpBase implements RequestSource {

    public static final Instant AS_OF = Instant.parse("2026-05-15T12:00:00Z");

    private static final List<String> PAGES = List.of("comparison", "comparison", "pricing", "blog");
    private static final List<String> INDUSTRIES = List.of("SaaS", "SaaS", "Retail");

    private final List<Item> items = new ArrayList<>();

    /** So many requests about a third as many accounts at most. */
    public MadeUpBase(int requests, long seed) {
        Random random = new Random(seed);
        for (int i = 1; i <= requests; i++) {
            add("account-" + random.nextInt(Math.max(1, requests / 3)), random);
        }
    }

    private void add(String id, Random random) {
        add(new Subject(SubjectKind.ACCOUNT, id), json(id, random));
    }

    /** Adds a request that need not be one. */
    void add(Subject subject, String json) {
        int position = items.size() + 1;
        items.add(new Item(position, "line " + position, subject, json.getBytes(StandardCharsets.UTF_8)));
    }

    List<Item> items() {
        return items;
    }

    /** The texts of all requests. */
    public List<String> json() {
        return items.stream()
                .map(item -> new String(item.json(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public Rest forEach(Consumer<Item> receiver) {
        items.forEach(receiver);
        return new Rest(0, 0);
    }

    private static String json(String id, Random random) {
        String account =
                "{\"id\":\"%s\",\"industry\":\"%s\",\"employees\":%d,\"country\":\"US\",\"region\":\"North America\"}"
                        .formatted(id, INDUSTRIES.get(random.nextInt(INDUSTRIES.size())), 50 + random.nextInt(1_000));
        List<String> signals = new ArrayList<>();
        List<String> consents = new ArrayList<>();
        for (int contact = 1; contact <= 2; contact++) {
            if (random.nextBoolean()) {
                consents.add(
                        "{\"contactId\":\"c%d\",\"channel\":\"email\",\"purpose\":\"marketing\",\"status\":\"granted\","
                                        .formatted(contact)
                                + "\"at\":\"2026-01-01T00:00:00Z\"}");
            }
        }
        int views = random.nextInt(6);
        for (int i = 0; i < views; i++) {
            Instant time = AS_OF.minus(Duration.ofMinutes(random.nextInt(14 * 24 * 60)));
            signals.add(
                    "{\"id\":\"e%d\",\"type\":\"page.viewed\",\"time\":\"%s\",\"contactId\":\"c%d\",\"data\":{\"pageType\":\"%s\"}}"
                            .formatted(i, time, 1 + random.nextInt(2), PAGES.get(random.nextInt(PAGES.size()))));
        }
        return "{\"asOf\":\"%s\",\"account\":%s,\"contacts\":[{\"id\":\"c1\",\"title\":\"CFO\"},{\"id\":\"c2\",\"title\":\"CTO\"}],\"signals\":[%s],\"consents\":[%s]}"
                .formatted(AS_OF, account, String.join(",", signals), String.join(",", consents));
    }
}
