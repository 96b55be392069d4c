package io.drover.bench.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The rules of one file of a made-up pack: up to twelve, of which later ones read what earlier ones conclude. */
final class SyntheticTopic {

    /** Topics that share one score and one taxonomy of what to do. */
    private static final int TOPICS_IN_A_GROUP = 5;

    private static final List<String> INDUSTRIES =
            List.of("SaaS", "Fintech", "Retail", "Healthcare", "Manufacturing", "Logistics", "Media", "Energy");
    private static final List<String> COUNTRIES = List.of("US", "CA", "DE", "FR", "GB", "NL", "SE", "JP");
    private static final List<String> TYPES =
            List.of("page.viewed", "content.downloaded", "webinar.attended", "form.submitted", "email.clicked");
    private static final List<String> PAGES = List.of("pricing", "comparison", "blog", "docs", "careers");
    private static final List<String> GROWTH_STAGES = List.of("startup", "growth", "enterprise");
    private static final List<String> STATUSES = List.of("active", "trial", "none", "cancelled");
    private static final List<String> TITLES = List.of("CFO", "CEO", "Controller", "Head of Sales", "Engineer");
    private static final List<String> WINDOWS = List.of("3d", "7d", "14d", "30d");

    private final String pack;
    private final String topic;
    private final String group;
    private final int number;
    private final Random random;
    private final SyntheticVocabulary vocabulary;
    private final List<String> rules = new ArrayList<>();

    private SyntheticTopic(String pack, int number, Random random, SyntheticVocabulary vocabulary) {
        this.pack = pack;
        this.number = number;
        this.topic = pack + "-" + number;
        this.group = pack + "-group-" + ((number - 1) / TOPICS_IN_A_GROUP + 1);
        this.random = random;
        this.vocabulary = vocabulary;
    }

    /** The topic {@code number}, from 1, of {@code size} rules; the first one has the rule that shows {@code variant}. */
    static SyntheticTopic of(
            Weight weight,
            String pack,
            int number,
            int size,
            int variant,
            Random random,
            SyntheticVocabulary vocabulary) {
        SyntheticTopic topic = new SyntheticTopic(pack, number, random, vocabulary);
        Runnable second = number == 1 ? () -> topic.showVariant(variant) : () -> topic.fit("medium", 20, 200);
        List<Runnable> makers = weight == Weight.LIGHT ? topic.lightMakers(second) : topic.heavyMakers(second);
        makers.subList(0, size).forEach(Runnable::run);
        return topic;
    }

    private List<Runnable> lightMakers(Runnable second) {
        return List.of(
                () -> fit("high", 200, 1_000),
                second,
                this::fitByPlace,
                () -> fitOf("growthStage", any(GROWTH_STAGES)),
                () -> fitOf("subscriptionStatus", any(STATUSES)),
                () -> fitOf("country", any(COUNTRIES)),
                () -> persona("finance", any(TITLES)),
                () -> persona("leader", any(TITLES)),
                this::seenOnce,
                this::playOfFit,
                this::treatSeen,
                this::treatPlay);
    }

    private List<Runnable> heavyMakers(Runnable second) {
        return List.of(
                () -> fit("high", 200, 5_000),
                second,
                this::fitByPlace,
                () -> intentByCount(TYPES.get(0)),
                () -> intentByCount(any(TYPES)),
                this::intentByContacts,
                this::seen,
                this::pointsOfPage,
                this::pointsOfType,
                this::play,
                this::treatSeen,
                number % 2 == 0 ? this::treatPlay : this::treatScore);
    }

    String fileName() {
        return "topic-" + number + ".drl";
    }

    /** The file. */
    String drl() {
        StringBuilder drl =
                new StringBuilder("// Topic " + number + " of a pack made up to measure with.\npackage " + pack);
        drl.append("\n\n");
        for (String type : List.of("Candidate", "Classified", "InSegment", "Points", "Score", "Treat")) {
            importWhereUsed(drl, "conclusion", type);
        }
        for (String type : List.of("Account", "Contact", "Signal")) {
            importWhereUsed(drl, "fact", type);
        }
        rules.forEach(drl::append);
        return drl.toString();
    }

    private void importWhereUsed(StringBuilder drl, String kind, String type) {
        if (rules.stream().anyMatch(rule -> rule.contains(type + "("))) {
            drl.append("import io.drover.model.")
                    .append(kind)
                    .append('.')
                    .append(type)
                    .append('\n');
        }
    }

    /** The rules alone, in the order of the file. */
    List<String> rules() {
        return rules;
    }

    private void rule(String name, String when, String then) {
        rules.add("\nrule \"" + topic + "." + name + "\"\n    @says(\"made up\")\nwhen\n    " + when + "\nthen\n    "
                + then + "\nend\n");
    }

    private String threshold(String name, String type, Object value) {
        return vocabulary.threshold(topic + "." + name, type, value);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String someOf(List<String> list) {
        int first = random.nextInt(list.size() - 3);
        return String.join("|", list.subList(first, first + 3));
    }

    private String propose(String taxonomy, String value) {
        return "insertLogical( new Candidate(\"" + taxonomy + "\", \"" + value + "\") );";
    }

    private void fit(String value, int least, int most) {
        vocabulary.taxonomy(topic + "-fit", value, "low");
        rule(
                "fit-" + value,
                "Account( industry != null, industry memberOf "
                        + threshold(value + "-industries", "list", someOf(INDUSTRIES)) + ", employees >= "
                        + threshold(value + "-employees-min", "integer", least + random.nextInt(100))
                        + ", employees <= "
                        + threshold(value + "-employees-max", "integer", most + random.nextInt(100)) + " )",
                propose(topic + "-fit", value));
    }

    private void fitByPlace() {
        vocabulary.taxonomy(topic + "-fit", "high", "low");
        rule(
                "fit-by-place",
                "Account( region == " + threshold("region", "text", any(List.of("North America", "Europe")))
                        + ", country != null, country memberOf "
                        + threshold("countries", "list", someOf(COUNTRIES)) + ", annualRevenue >= "
                        + threshold("revenue-min", "decimal", 1_000_000 + random.nextInt(50_000_000)) + " )",
                propose(topic + "-fit", "high"));
    }

    private void fitOf(String field, String value) {
        vocabulary.taxonomy(topic + "-fit", "medium", "low");
        rule(
                "fit-of-" + field.toLowerCase(Locale.ROOT),
                "Account( " + field + " == \"" + value + "\", employees < "
                        + threshold(field.toLowerCase(Locale.ROOT) + "-employees", "integer", 20 + random.nextInt(400))
                        + " )",
                propose(topic + "-fit", "medium"));
    }

    private void persona(String persona, String title) {
        vocabulary.treatment(topic + "." + persona);
        rule(
                persona,
                "Classified( taxonomy == \"" + topic + "-fit\", value == \"high\" )\n    Contact( title == \"" + title
                        + "\", $contact : id )",
                "insertLogical( new Treat(\"" + topic + "." + persona + "\").contact($contact) );");
    }

    private void seenOnce() {
        vocabulary.segment(topic + "-seen");
        rule("seen", signalWithin("page.viewed", "seen"), "insertLogical( new InSegment(\"" + topic + "-seen\") );");
    }

    private void playOfFit() {
        vocabulary.taxonomy(group + "-play", topic, null);
        rule(
                "play",
                "Classified( taxonomy == \"" + topic + "-fit\", value == \"high\" )\n    Account( annualRevenue >= "
                        + threshold("play-revenue-min", "decimal", 1_000_000 + random.nextInt(90_000_000)) + " )",
                propose(group + "-play", topic));
    }

    private void showVariant(int variant) {
        vocabulary.treatment(pack + ".variant");
        rule(
                "variant",
                "Account( id != \"\" )",
                "insertLogical( new Treat(\"" + pack + ".variant\").with(\"variant\", "
                        + threshold("variant", "integer", variant) + ") );");
    }

    private String signalWithin(String type, String what) {
        String page = type.equals("page.viewed") ? ", data[\"pageType\"] == \"" + any(PAGES) + "\"" : "";
        return "Signal( type == \"" + type + "\"" + page + ", within("
                + threshold(what + "-window", "duration", any(WINDOWS)) + ") )";
    }

    private void intentByCount(String type) {
        String name = "intent-by-count-" + (rules.size() + 1);
        vocabulary.taxonomy(topic + "-intent", "high", "low");
        rule(
                name,
                "accumulate( " + signalWithin(type, name) + "; $count : count(1); $count >= "
                        + threshold(name + "-least", "integer", 1 + random.nextInt(2)) + " )",
                propose(topic + "-intent", "high"));
    }

    private void intentByContacts() {
        vocabulary.taxonomy(topic + "-intent", "high", "low");
        rule(
                "intent-by-contacts",
                "accumulate( Signal( engagement == true, contactId != null, $contact : contactId, within("
                        + threshold("contacts-window", "duration", any(WINDOWS))
                        + ") ); $contacts : countDistinct($contact); $contacts >= "
                        + threshold("contacts-least", "integer", 1 + random.nextInt(2)) + " )",
                propose(topic + "-intent", "high"));
    }

    private void seen() {
        vocabulary.segment(topic + "-seen");
        rule(
                "seen",
                "exists " + signalWithin(any(TYPES), "seen"),
                "insertLogical( new InSegment(\"" + topic + "-seen\") );");
    }

    private void pointsOfPage() {
        points("page", "type == \"page.viewed\", data[\"pageType\"] == \"" + any(PAGES) + "\"");
    }

    private void pointsOfType() {
        points("type", "type == \"" + any(TYPES.subList(1, TYPES.size())) + "\"");
    }

    private void points(String what, String condition) {
        vocabulary.score(group);
        rule(
                "points-of-" + what,
                "$signal : Signal( " + condition + " )",
                "insertLogical( new Points(\"" + group + "\", $signal, "
                        + threshold(what + "-points", "decimal", 1 + random.nextInt(20)) + ", "
                        + threshold(what + "-half-life", "duration", any(List.of("7d", "14d", "60d")))
                        + ").group(\"" + topic + "-" + what + "\") );");
    }

    private void play() {
        vocabulary.taxonomy(group + "-play", topic, null);
        rule(
                "play",
                "Classified( taxonomy == \"" + topic + "-fit\", value == \"high\" )\n    Classified( taxonomy == \""
                        + topic + "-intent\", value == \"high\" )",
                propose(group + "-play", topic));
    }

    private void treatSeen() {
        vocabulary.treatment(topic + ".contact");
        rule(
                "treat-seen",
                "InSegment( name == \"" + topic + "-seen\" )\n    Contact( title != null, $contact : id )",
                "insertLogical( new Treat(\"" + topic + ".contact\").contact($contact) );");
    }

    private void treatPlay() {
        vocabulary.treatment(topic + ".play");
        rule(
                "treat-play",
                "Classified( taxonomy == \"" + group + "-play\", value == \"" + topic + "\" )",
                "insertLogical( new Treat(\"" + topic + ".play\").with(\"topic\", \"" + topic.toLowerCase(Locale.ROOT)
                        + "\") );");
    }

    private void treatScore() {
        vocabulary.treatment(topic + ".score");
        rule(
                "treat-score",
                "Score( name == \"" + group + "\", atLeast("
                        + threshold("score-least", "decimal", 5 + random.nextInt(20)) + ") )",
                "insertLogical( new Treat(\"" + topic + ".score\") );");
    }
}
