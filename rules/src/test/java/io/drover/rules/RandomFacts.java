package io.drover.rules;

import io.drover.model.decision.PreviousDecision;
import io.drover.model.fact.Account;
import io.drover.model.fact.Consent;
import io.drover.model.fact.Contact;
import io.drover.model.fact.Customer;
import io.drover.model.fact.Opportunity;
import io.drover.model.fact.Purchase;
import io.drover.model.fact.RfmScore;
import io.drover.model.fact.Signal;
import io.drover.model.fact.Technology;
import io.drover.model.fact.TreatmentGiven;
import io.drover.model.fact.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Facts by chance, around the edges of the windows and thresholds that the reference packs use. */
final class RandomFacts {

    private final Chance chance;

    RandomFacts(Chance chance) {
        this.chance = chance;
    }

    Account account() {
        return new Account(
                "a" + chance.below(1000),
                null,
                null,
                chance.pick("SaaS", "SaaS", "Retailing", null),
                chance.pick(null, 9, 10, 50, 51, 199, 200, 1000, 1001, 2000, 2001, 5000, 5001),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                chance.pick("US", "DE", "SE", "JP", null),
                chance.pick("North America", "EU", "Nordics", null),
                null,
                chance.pick("Europe/Berlin", "America/New_York", null),
                chance.pick("USD", "EUR", null, null, null),
                chance.pick("self-serve", "team", null),
                chance.pick("none", "trial", "trial", "active", "active", "cancelled", "ended", null),
                chance.below(3) == 0 ? null : chance.date(),
                chance.below(2) == 0 ? null : chance.date().plusDays(chance.below(90)),
                chance.pick(true, false, null),
                money("999.99", "1000", "9999", "10000", "49999.99", "50000", null),
                money("9999", "10000", "25000", "60000", "99999", "100000", "250000", null),
                null,
                money("500", "20000", null),
                chance.pick(1, 50, 51, 350, 351, null),
                null,
                null,
                Map.of(),
                null);
    }

    Customer customer() {
        return new Customer(
                "p" + chance.below(1000),
                null,
                chance.pick(null, 13, 14, 29, 30, 45, 46, 61, 62, 80, 81),
                null,
                null,
                null,
                chance.pick("student", "teacher", null),
                null,
                chance.pick("FI", "ES", "US", null),
                chance.pick("Alaska", "Florida", null),
                null,
                null,
                null,
                null,
                philosophies(),
                needs(),
                null,
                Map.of());
    }

    List<Contact> contacts() {
        return chance.many(
                3,
                i -> new Contact(
                        "c" + i,
                        null,
                        chance.pick(
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
                        philosophies(),
                        needs(),
                        Map.of()));
    }

    private List<String> philosophies() {
        return chance.many(1, i -> chance.pick("innovator", "risk-minimizer", "thrifty"));
    }

    private List<String> needs() {
        return chance.many(
                2, i -> chance.pick("remote-coordination", "agency", "software-team", "marketing-calendar", "other"));
    }

    private BigDecimal money(String... amounts) {
        String amount = chance.pick(amounts);
        return amount == null ? null : new BigDecimal(amount);
    }

    List<Opportunity> opportunities() {
        return chance.many(
                2,
                i -> new Opportunity(
                        "o" + i,
                        chance.pick("prospecting", "proposal", "negotiation", "won", "lost", null),
                        null,
                        chance.pick(chance.instant(), null),
                        chance.pick(chance.instant(), null),
                        null,
                        null));
    }

    List<Usage> usage() {
        return chance.many(
                4,
                i -> new Usage("f" + i, (long) chance.below(150), month(chance.below(3)), month(1 + chance.below(3))));
    }

    private static Instant month(int month) {
        return LocalDate.of(2026, 2 + month, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    List<Technology> technologies() {
        return chance.many(
                2,
                i -> new Technology(
                        chance.pick("LegacyCRM", "Salesforce", "t" + i),
                        null,
                        null,
                        chance.pick(chance.instant(), null),
                        null,
                        null));
    }

    /** Some customers bought a few things lately, some many over a year or more. */
    List<Purchase> purchases() {
        int days = chance.pick(20, 200, 600);
        return chance.many(
                chance.pick(1, 3, 12),
                i -> new Purchase(
                        "b" + i,
                        chance.instant().minus(Duration.ofDays(chance.below(days))),
                        BigDecimal.valueOf(chance.below(30_000), 2),
                        chance.below(40) == 0 ? "EUR" : null,
                        null,
                        List.of(),
                        chance.pick("completed", "refunded", null, null, null),
                        null));
    }

    List<Signal> signals(List<Contact> contacts) {
        return chance.many(
                14,
                i -> new Signal(
                        "e" + i,
                        chance.pick("web", "crm", null),
                        chance.pick(
                                "page.viewed",
                                "page.viewed",
                                "page.viewed",
                                "page.viewed",
                                "form.submitted",
                                "content.downloaded",
                                "email.unsubscribed",
                                "company.hiring",
                                "company.funding",
                                "company.ipo_planned",
                                "product.added",
                                "product.viewed",
                                "order.completed",
                                "review.posted",
                                "signed.in"),
                        chance.instant(),
                        contacts.isEmpty()
                                ? null
                                : chance.pick(
                                        contacts.get(chance.below(contacts.size()))
                                                .id(),
                                        null),
                        Map.of("pageType", chance.pick("pricing", "comparison", "blog", "docs")),
                        null));
    }

    /** Of the subject itself, and of its contacts. */
    List<TreatmentGiven> given(List<Contact> contacts) {
        return chance.many(
                6,
                i -> new TreatmentGiven(
                        "b2b-abm",
                        chance.pick("sdr.same-day-outreach", "content.education", "outbound.sequence-enroll"),
                        contactId(contacts),
                        chance.pick("web", "email", "email", null),
                        chance.instant(),
                        chance.pick(null, null, "failed"),
                        null));
    }

    List<Consent> consents(List<Contact> contacts) {
        return chance.many(8, i -> {
            String contactId = contactId(contacts);
            String channel = chance.pick("email", "email", "web", "phone", "*");
            String purpose = chance.pick("marketing", "marketing", "service", null);
            String status = chance.pick("granted", "granted", "denied", "revoked");
            Instant at = chance.instant();
            Instant end = chance.pick(null, chance.instant());
            Instant expiresAt = end != null && end.isBefore(at) ? at : end;
            return new Consent(contactId, channel, purpose, status, at, expiresAt, null);
        });
    }

    private String contactId(List<Contact> contacts) {
        return contacts.isEmpty() || chance.below(2) == 0
                ? null
                : contacts.get(chance.below(contacts.size())).id();
    }

    RfmScore rfm() {
        return new RfmScore(
                1 + chance.below(5),
                1 + chance.below(5),
                chance.pick(1, 2, 3, 4, 5, null),
                null,
                null,
                null,
                chance.pick(Chance.NOON.minus(Duration.ofDays(1)), null),
                null,
                null,
                null);
    }

    PreviousDecision previous() {
        if (chance.below(3) == 0) {
            return null;
        }
        return new PreviousDecision(
                Chance.NOON.minus(Duration.ofDays(1)),
                Map.of(
                        "fit", chance.pick("high", "low"),
                        "intent", chance.pick("high", "low"),
                        "generation", chance.pick("gen-z", "boomer")),
                chance.pick(List.of("nurture"), List.of("in-market", "student", "unknown"), null),
                null,
                null,
                List.of(new PreviousDecision.PreviousTreatment(
                        "b2b-abm", "sdr.same-day-outreach", null, Chance.NOON.minus(Duration.ofDays(20)))),
                chance.pick(null, previousRfm()));
    }

    private RfmScore previousRfm() {
        return new RfmScore(
                1 + chance.below(5),
                4,
                5,
                null,
                null,
                null,
                chance.pick(Chance.NOON.minus(Duration.ofDays(28)), Chance.NOON.minus(Duration.ofDays(27)), null),
                null,
                null,
                null);
    }
}
