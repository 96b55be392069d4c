package io.drover.bench.synthetic;

import io.drover.engine.request.RequestReader;
import io.drover.engine.request.RuleSetChecks;
import io.drover.model.decision.DecisionRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Made-up requests about accounts, as an application posts them. */
public final class SyntheticRequests {

    /** What they are decided for. */
    public static final Instant AS_OF = Instant.parse("2026-05-15T12:00:00Z");

    /** The signals of the request that all is compared by: an account, two contacts and six signals are nine facts. */
    public static final int STANDARD_SIGNALS = 6;

    private static final List<String> TITLES = List.of("CFO", "Head of Marketing", "Engineer", "CEO");
    private static final List<String> TYPES = List.of(
            "page.viewed", "page.viewed", "content.downloaded", "webinar.attended", "form.submitted", "email.clicked");
    private static final List<String> PAGES = List.of("pricing", "comparison", "blog", "docs", "careers");

    private SyntheticRequests() {}

    /** The JSON of a request about the account {@code id}, with two contacts and {@code signals} signals of the last month. */
    public static byte[] json(String id, int signals, long seed) {
        Random random = new Random(seed);
        String account = """
                {"id":"%s","name":"Company %s","industry":"SaaS","employees":%d,"annualRevenue":%d,"country":"US",\
                "region":"North America","subscriptionStatus":"none"}""".formatted(id, id, 100 + random.nextInt(2_000), 1_000_000 + random.nextInt(80_000_000));
        String contacts = IntStream.rangeClosed(1, 2)
                .mapToObj(i -> "{\"id\":\"c%d\",\"title\":\"%s\"}".formatted(i, any(TITLES, random)))
                .collect(Collectors.joining(","));
        String events = IntStream.rangeClosed(1, signals)
                .mapToObj(i -> signal(i, random))
                .collect(Collectors.joining(","));
        return "{\"asOf\":\"%s\",\"account\":%s,\"contacts\":[%s],\"signals\":[%s]}"
                .formatted(AS_OF, account, contacts, events)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** As {@link #json}, read. */
    public static DecisionRequest request(String id, int signals, long seed) {
        return RequestReader.read(json(id, signals, seed), RuleSetChecks.none());
    }

    private static String signal(int number, Random random) {
        String type = any(TYPES, random);
        Instant time = AS_OF.minus(Duration.ofMinutes(random.nextInt(30 * 24 * 60)));
        String data = type.equals("page.viewed") ? ",\"data\":{\"pageType\":\"" + any(PAGES, random) + "\"}" : "";
        return "{\"id\":\"e%d\",\"type\":\"%s\",\"time\":\"%s\",\"contactId\":\"c%d\"%s}"
                .formatted(number, type, time, 1 + random.nextInt(2), data);
    }

    private static String any(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
