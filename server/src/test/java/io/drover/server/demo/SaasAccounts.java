package io.drover.server.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Makes the invented accounts of {@code test-data/saas-accounts}: always the same ones, since it draws from a fixed seed.
 *
 * <p>Each account follows one of a few stories, so that the forty together meet most rules; within its story, numbers and
 * times are drawn.
 */
final class SaasAccounts {

    private static final long SEED = 20260515;
    private static final Instant AS_OF = Instant.parse(DemoData.ACCOUNTS_AS_OF);

    private static final List<String> NAMES = List.of(
            "Acorn Ledger",
            "Alder Metrics",
            "Basalt Cloud",
            "Beacon Payroll",
            "Birchdesk",
            "Bluefin Analytics",
            "Cairn Security",
            "Cobalt Billing",
            "Copperline",
            "Delta Rota",
            "Driftwood Data",
            "Ember CRM",
            "Fathom Forms",
            "Fernhill Health",
            "Flint Logistics",
            "Gable Software",
            "Glasswing",
            "Granite Sign",
            "Harbor Helpdesk",
            "Hazel Learning",
            "Inkstone",
            "Ironbark",
            "Juniper Tax",
            "Kestrel Maps",
            "Larkspur HR",
            "Lantern Ops",
            "Maple Invoicing",
            "Meridian Parts",
            "Northbeam",
            "Oakline",
            "Otter Mail",
            "Pebble POS",
            "Quarry BI",
            "Ridgeway",
            "Saffron Surveys",
            "Slatework",
            "Tern Travel",
            "Umber Studio",
            "Vale Procurement",
            "Willow Claims");

    private static final List<String> TITLES = List.of(
            "CFO",
            "VP Finance",
            "Marketing Manager",
            "Head of Marketing",
            "CISO",
            "IT Director",
            "CEO",
            "Founder",
            "Sales Operations Analyst",
            "Controller",
            "Product Designer",
            "Head of Security");

    private static final List<String> EU_COUNTRIES = List.of("DE", "FR", "NL", "PL", "SE", "IE");

    /** What happens to an account. */
    private enum Story {
        /** Fits, and several people compare and look at prices this week. */
        HOT,
        /** Fits, and was interested some weeks ago. */
        NURTURE,
        /** Fits, and negotiates. */
        NEGOTIATING,
        /** Too small, but eager. */
        SMALL_AND_EAGER,
        /** Too small, and quiet. */
        SMALL_AND_QUIET,
        /** A prospect in the European Union. */
        EUROPEAN,
        /** A customer whose usage is steady. */
        ACTIVE,
        /** A customer whose usage grows. */
        EXPANDING,
        /** A customer who has gone quiet. */
        AT_RISK,
        /** A customer who has just bought. */
        ONBOARDING,
        /** A customer who has left. */
        CHURNED,
        /** Hardly anything is known. */
        UNKNOWN
    }

    private final Random random = new Random(SEED);

    /** The accounts as decision requests, one a line. */
    static String ndjson() {
        SaasAccounts accounts = new SaasAccounts();
        List<ObjectNode> requests = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            Story story = Story.values()[i % Story.values().length];
            requests.add(accounts.request(NAMES.get(i), i + 1, story));
        }
        return requests.stream().map(ObjectNode::toString).collect(Collectors.joining("\n", "", "\n"));
    }

    private ObjectNode request(String name, int number, Story story) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("asOf", AS_OF.toString());
        ObjectNode account = request.putObject("account");
        describe(account, name, number, story);
        ArrayNode contacts = request.putArray("contacts");
        for (int i = 1; i <= contactsOf(story); i++) {
            contacts.addObject().put("id", "c" + i).put("title", TITLES.get(random.nextInt(TITLES.size())));
        }
        addSignals(request.putArray("signals"), story, contacts.size());
        addSales(request, story);
        addUsage(request, story);
        return request;
    }

    private void describe(ObjectNode account, String name, int number, Story story) {
        String id = name.toLowerCase(Locale.ROOT).replace(' ', '-');
        account.put("id", id).put("name", name).put("domain", id + ".example");
        if (story == Story.UNKNOWN) {
            return;
        }
        account.put("industry", number % 9 == 0 ? "Logistics" : "SaaS")
                .put("employees", employees(story))
                .put("businessModel", "B2B");
        if (story == Story.EUROPEAN) {
            account.put("country", EU_COUNTRIES.get(random.nextInt(EU_COUNTRIES.size())))
                    .put("region", "EU");
        } else {
            account.put("country", number % 5 == 0 ? "CA" : "US").put("region", "North America");
        }
        account.put("timezone", story == Story.EUROPEAN ? "Europe/Berlin" : "America/New_York");
        switch (story) {
            case HOT -> account.put("targetRank", between(1, 50));
            case NURTURE, NEGOTIATING, EUROPEAN -> account.put("targetRank", between(51, 350));
            case SMALL_AND_EAGER -> account.put("targetRank", between(351, 900)).put("subscriptionStatus", "trial");
            case ACTIVE, EXPANDING, AT_RISK -> customer(account, "active", between(200, 900));
            case ONBOARDING -> customer(account, "active", 20).put("onboardingCompleted", false);
            case CHURNED -> customer(account, "cancelled", between(300, 900));
            case SMALL_AND_QUIET, UNKNOWN -> account.put("subscriptionStatus", "none");
        }
    }

    private ObjectNode customer(ObjectNode account, String status, int days) {
        Instant since = AS_OF.minus(Duration.ofDays(days));
        return account.put("subscriptionStatus", status)
                .put("customerSince", since.toString().substring(0, 10))
                .put("acv", between(8, 120) * 1_000)
                .put("currency", "USD");
    }

    private int employees(Story story) {
        return switch (story) {
            case SMALL_AND_EAGER, SMALL_AND_QUIET -> between(8, 190);
            case EXPANDING, NEGOTIATING -> between(1_001, 4_800);
            default -> between(200, 2_000);
        };
    }

    private int contactsOf(Story story) {
        return switch (story) {
            case UNKNOWN -> 0;
            case SMALL_AND_QUIET -> 1;
            case HOT, NEGOTIATING -> between(2, 4);
            default -> between(1, 3);
        };
    }

    private void addSignals(ArrayNode signals, Story story, int contacts) {
        switch (story) {
            case HOT, SMALL_AND_EAGER -> {
                addViews(signals, "comparison", between(2, 3), 0, 6, contacts);
                addViews(signals, "pricing", between(1, 3), 0, 6, contacts);
                add(signals, "content.downloaded", between(8, 20), contacts);
            }
            case NURTURE -> {
                addViews(signals, "blog", between(1, 4), 20, 80, contacts);
                add(signals, "webinar.attended", between(25, 60), contacts);
            }
            case NEGOTIATING, EUROPEAN -> {
                addViews(signals, "pricing", between(1, 2), 0, 13, contacts);
                add(signals, "form.submitted", between(10, 40), contacts);
            }
            case ACTIVE, EXPANDING, ONBOARDING -> {
                for (int i = between(2, 6); i > 0; i--) {
                    add(signals, "signed.in", between(0, 25), contacts);
                }
            }
            case AT_RISK -> add(signals, "signed.in", between(35, 70), contacts);
            case CHURNED -> add(signals, "support.ticket_opened", between(40, 90), contacts);
            case SMALL_AND_QUIET -> addViews(signals, "landing", 1, 30, 120, contacts);
            case UNKNOWN -> {}
        }
    }

    private void addViews(ArrayNode signals, String pageType, int count, int fromDays, int toDays, int contacts) {
        for (int i = 0; i < count; i++) {
            add(signals, "page.viewed", between(fromDays, toDays), contacts)
                    .putObject("data")
                    .put("pageType", pageType);
        }
    }

    private ObjectNode add(ArrayNode signals, String type, int daysAgo, int contacts) {
        Instant time = AS_OF.minus(Duration.ofDays(daysAgo)).minus(Duration.ofMinutes(between(1, 600)));
        ObjectNode signal = signals.addObject();
        signal.put("id", "s" + signals.size())
                .put("source", "web")
                .put("type", type)
                .put("time", time.toString());
        if (contacts > 0) {
            signal.put("contactId", "c" + between(1, contacts));
        }
        return signal;
    }

    private void addSales(ObjectNode request, Story story) {
        if (story == Story.NEGOTIATING || story == Story.ONBOARDING) {
            ObjectNode opportunity = request.putArray("opportunities").addObject();
            Instant opened = AS_OF.minus(Duration.ofDays(between(40, 90)));
            opportunity.put("id", "o1").put("openedAt", opened.toString()).put("amount", between(10, 90) * 1_000);
            if (story == Story.ONBOARDING) {
                opportunity
                        .put("stage", "won")
                        .put("closedAt", AS_OF.minus(Duration.ofDays(20)).toString());
            } else {
                opportunity.put("stage", random.nextBoolean() ? "proposal" : "negotiation");
            }
        }
    }

    /** Two complete periods of four weeks; usage grows by half, or stays about the same. */
    private void addUsage(ObjectNode request, Story story) {
        if (story != Story.ACTIVE && story != Story.EXPANDING && story != Story.AT_RISK) {
            return;
        }
        ArrayNode usage = request.putArray("usage");
        int before = between(200, 900);
        int after = story == Story.EXPANDING ? before * 3 / 2 : before + between(-20, 20);
        Instant end = Instant.parse("2026-05-11T00:00:00Z");
        Instant middle = end.minus(Duration.ofDays(28));
        addPeriod(usage, before, middle.minus(Duration.ofDays(28)), middle);
        addPeriod(usage, after, middle, end);
    }

    private static void addPeriod(ArrayNode usage, int count, Instant start, Instant end) {
        usage.addObject()
                .put("feature", "reports")
                .put("count", count)
                .put("periodStart", start.toString())
                .put("periodEnd", end.toString());
    }

    /** A number from {@code least} to {@code most}, both included. */
    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }
}
