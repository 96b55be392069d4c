package io.drover.rules;

import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.PreviousDecision;
import io.drover.model.fact.Account;
import io.drover.model.fact.Contact;
import io.drover.model.fact.Customer;
import io.drover.model.fact.Opportunity;
import io.drover.model.fact.Purchase;
import io.drover.model.fact.RfmScore;
import io.drover.model.fact.Signal;
import io.drover.model.fact.SupportTicket;
import io.drover.model.fact.Technology;
import io.drover.model.fact.TreatmentGiven;
import io.drover.model.fact.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * Requests by chance, from a seed: subjects of both kinds, whose facts lie around the edges of the windows and thresholds
 * that the reference packs use, some of them in the future.
 */
final class RandomRequests {

    private static final Instant NOON = Instant.parse("2026-05-15T12:00:00Z");
    private static final int[] WINDOW_DAYS = {0, 1, 7, 14, 28, 30, 60, 90, 180};

    private final Random random;

    RandomRequests(long seed) {
        this.random = new Random(seed);
    }

    /** The next request: of three, two about an account and one about a customer. */
    DecisionRequest next() {
        return random.nextInt(3) < 2 ? account() : customer();
    }

    private DecisionRequest account() {
        List<Contact> contacts = many(
                3,
                i -> new Contact(
                        "c" + i,
                        null,
                        pick(
                                "CFO",
                                "VP of Finance",
                                "Head of IT",
                                "Marketing Manager",
                                "Engineer",
                                "Vice President",
                                null),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        Map.of()));
        Account account = new Account(
                "a" + random.nextInt(1000),
                null,
                null,
                pick("SaaS", "SaaS", "Retailing", null),
                pick(null, 199, 200, 1000, 1001, 2000, 2001, 5000, 5001, 20),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                pick("US", "DE", "SE", "JP", null),
                pick("North America", "EU", null),
                null,
                pick("Europe/Berlin", "America/New_York", null),
                pick("USD", "EUR", null, null, null),
                pick("self-serve", "team", null),
                pick("none", "trial", "active", "active", "cancelled", "ended", null),
                random.nextInt(3) == 0 ? null : date(instant()),
                random.nextInt(3) == 0 ? null : date(instant()),
                pick(true, false, null),
                amount(null, 999, 1_000, 9_999, 10_000, 49_999, 50_000),
                amount(null, 9_999, 10_000, 80_000, 99_999, 100_000, 250_000),
                null,
                amount(null, 1_000, 20_000),
                pick(1, 50, 51, 350, 351, null),
                null,
                null,
                Map.of(),
                null);
        List<Opportunity> opportunities = many(
                2,
                i -> new Opportunity(
                        "o" + i,
                        pick("prospecting", "proposal", "negotiation", "won", "lost", null),
                        null,
                        pick(instant(), null),
                        pick(instant(), null),
                        null,
                        null));
        List<Usage> usage = many(
                4,
                i -> new Usage(
                        "f" + i, (long) random.nextInt(150), month(random.nextInt(3)), month(1 + random.nextInt(3))));
        return request(
                account,
                null,
                contacts,
                signals(contacts),
                purchases(2),
                opportunities,
                usage,
                random.nextBoolean() ? rfm() : null);
    }

    private DecisionRequest customer() {
        Customer customer = new Customer(
                "p" + random.nextInt(1000),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                null,
                Map.of());
        return request(
                null,
                customer,
                List.of(),
                signals(List.of()),
                purchases(12),
                List.of(),
                List.of(),
                random.nextBoolean() ? rfm() : null);
    }

    private List<Purchase> purchases(int most) {
        return many(
                most,
                i -> new Purchase(
                        "b" + i,
                        instant().minus(Duration.ofDays(random.nextInt(400))),
                        BigDecimal.valueOf(random.nextInt(30_000), 2),
                        random.nextInt(40) == 0 ? "EUR" : null,
                        null,
                        List.of(),
                        pick("completed", "refunded", null, null, null),
                        null));
    }

    private BigDecimal amount(Integer... dollars) {
        Integer picked = pick(dollars);
        return picked == null ? null : BigDecimal.valueOf(picked);
    }

    private DecisionRequest request(
            Account account,
            Customer customer,
            List<Contact> contacts,
            List<Signal> signals,
            List<Purchase> purchases,
            List<Opportunity> opportunities,
            List<Usage> usage,
            RfmScore rfm) {
        List<TreatmentGiven> given = many(
                2,
                i -> new TreatmentGiven(
                        "b2b-abm",
                        pick("sdr.same-day-outreach", "content.education"),
                        null,
                        "web",
                        instant(),
                        null,
                        null));
        List<Technology> technologies = many(
                2,
                i -> new Technology(
                        pick("LegacyCRM", "Salesforce", "t" + i, null), null, null, pick(instant(), null), null, null));
        List<SupportTicket> tickets = many(2, i -> new SupportTicket("bug", "high", instant(), null, null));
        return new DecisionRequest(
                NOON,
                null,
                account,
                customer,
                contacts,
                signals,
                purchases,
                opportunities,
                technologies,
                usage,
                tickets,
                List.of(),
                List.of(),
                given,
                rfm,
                previous(),
                Map.of(),
                Map.of());
    }

    private List<Signal> signals(List<Contact> contacts) {
        return many(
                14,
                i -> new Signal(
                        "e" + i,
                        pick("web", "crm", null),
                        pick(
                                "page.viewed",
                                "page.viewed",
                                "page.viewed",
                                "form.submitted",
                                "content.downloaded",
                                "email.unsubscribed",
                                "company.hiring",
                                "company.funding",
                                "company.ipo_planned",
                                "signed.in"),
                        instant(),
                        contacts.isEmpty()
                                ? null
                                : pick(
                                        contacts.get(random.nextInt(contacts.size()))
                                                .id(),
                                        null),
                        Map.of("pageType", pick("pricing", "comparison", "blog", "docs")),
                        null));
    }

    private RfmScore rfm() {
        return new RfmScore(
                1 + random.nextInt(5),
                1 + random.nextInt(5),
                pick(1, 2, 3, 4, 5, null),
                null,
                null,
                null,
                pick(NOON.minus(Duration.ofDays(1)), null),
                null,
                null,
                null);
    }

    private PreviousDecision previous() {
        if (random.nextInt(3) == 0) {
            return null;
        }
        return new PreviousDecision(
                NOON.minus(Duration.ofDays(1)),
                Map.of("fit", pick("high", "low"), "intent", pick("high", "low")),
                pick(List.of("nurture"), List.of("in-market", "unknown"), null),
                null,
                null,
                List.of(new PreviousDecision.PreviousTreatment(
                        "b2b-abm", "sdr.same-day-outreach", null, NOON.minus(Duration.ofDays(20)))),
                pick(
                        null,
                        new RfmScore(
                                1 + random.nextInt(5),
                                4,
                                5,
                                null,
                                null,
                                null,
                                pick(NOON.minus(Duration.ofDays(28)), NOON.minus(Duration.ofDays(27)), null),
                                null,
                                null,
                                null)));
    }

    /** An instant near asOf: somewhere in the last months, often at the very edge of a window, now and then in the future. */
    private Instant instant() {
        Duration back = switch (random.nextInt(4)) {
            case 0 ->
                Duration.ofDays(WINDOW_DAYS[random.nextInt(WINDOW_DAYS.length)]).plusMillis(random.nextInt(3) - 1);
            case 1 -> Duration.ofMinutes(random.nextInt(100_000));
            case 2 -> Duration.ofHours(random.nextInt(200));
            default -> Duration.ofHours(random.nextInt(48)).negated();
        };
        return NOON.minus(back);
    }

    private static Instant month(int month) {
        return LocalDate.of(2026, 2 + month, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static LocalDate date(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private <T> List<T> many(int atMost, IntFunction<T> make) {
        List<T> list = new ArrayList<>();
        int count = random.nextInt(atMost + 1);
        for (int i = 0; i < count; i++) {
            list.add(make.apply(i));
        }
        return list;
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** The same request with every list in another order. */
    DecisionRequest shuffled(DecisionRequest request) {
        return new DecisionRequest(
                request.asOf(),
                request.packs(),
                request.account(),
                request.customer(),
                shuffled(request.contacts()),
                shuffled(request.signals()),
                shuffled(request.purchases()),
                shuffled(request.opportunities()),
                shuffled(request.technologies()),
                shuffled(request.usage()),
                shuffled(request.supportTickets()),
                shuffled(request.surveys()),
                shuffled(request.consents()),
                shuffled(request.treatmentsGiven()),
                request.rfm(),
                request.previous(),
                request.facts(),
                request.cutTables());
    }

    <T> List<T> shuffled(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    /** An instant in [{@code from}, {@code before}). */
    Instant between(Instant from, Instant before) {
        long millis = Duration.between(from, before).toMillis();
        return from.plusMillis((long) (random.nextDouble() * millis));
    }
}
