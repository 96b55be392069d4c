package io.drover.engine.request;

import io.drover.engine.failure.NearestName;
import io.drover.model.fact.OneOf;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text of a request must be, beyond being text.
 *
 * @param code of the violation where it is not
 * @param must the end of a sentence that says so, whose subject is the field
 * @param suggestion what to write instead of a refused text
 */
record TextRule(Predicate<String> accepts, String code, String must, UnaryOperator<String> suggestion) {

    private static final int LONG = 40;

    static final TextRule FREE = new TextRule(text -> true, "", "", text -> "text in double quotes");

    private static final TextRule ID =
            new TextRule(text -> !text.isBlank(), "blank-id", "must not be blank", text -> "an id");

    private static final TextRule PURPOSE = new TextRule(
            text -> !text.isBlank(),
            "blank-purpose",
            "must not be blank",
            text -> "a purpose such as marketing, or leave purpose out for every purpose");

    private static final int LONGEST_REASON = 500;
    private static final TextRule REASON = new TextRule(
            text -> !text.isBlank() && text.length() <= LONGEST_REASON,
            "bad-reason",
            "must say why, in at most " + LONGEST_REASON + " characters",
            text -> "a sentence that others understand");

    private static final Pattern CURRENCY_CODE = Pattern.compile("[A-Z]{3}");
    private static final TextRule CURRENCY = new TextRule(
            text -> CURRENCY_CODE.matcher(text).matches(),
            "bad-currency",
            "must be a currency code of three capital letters",
            text -> "a code of ISO 4217, such as USD");

    private static final Pattern OFFSET = Pattern.compile("Z|[+-](?:0\\d|1[0-7]):[0-5]\\d|[+-]18:00");
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());
    private static final TextRule TIME_ZONE = new TextRule(
            TextRule::isTimeZone,
            "bad-timezone",
            "must be the name of a time zone or an offset",
            text -> nearest(text, ZONES, "a name such as Europe/Berlin, or an offset such as +02:00"));

    /** The rule of the field {@code name} with the closed list {@code oneOf}, if it has one. */
    static TextRule of(String name, @Nullable OneOf oneOf) {
        if (oneOf != null) {
            List<String> values = List.of(oneOf.value());
            return new TextRule(
                    values::contains,
                    "unknown-value",
                    "has a value that is not in its list",
                    text -> nearest(text, values, "one of " + String.join(", ", values)));
        }
        return switch (name) {
            case "id", "cutTables" -> ID;
            case "purpose" -> PURPOSE;
            case "currency" -> CURRENCY;
            case "timezone" -> TIME_ZONE;
            case "reason" -> REASON;
            default -> FREE;
        };
    }

    /** The one of {@code names} that {@code text} most likely means; else, or if it is empty or long, {@code otherwise}. */
    static String nearest(String text, Collection<String> names, String otherwise) {
        return text.isEmpty() || text.length() > LONG
                ? otherwise
                : NearestName.of(text, names).orElse(otherwise);
    }

    private static boolean isTimeZone(String text) {
        return ZONES.contains(text) || OFFSET.matcher(text).matches();
    }
}
