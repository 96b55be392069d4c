package io.drover.engine.compile;

import io.drover.engine.drl.DeclaredType;
import io.drover.engine.failure.Violation;
import io.drover.model.fact.DecisionTime;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Facts of a type that a pack declares: checked against the declaration, and turned from JSON values into its fields. */
public final class DeclaredFacts {

    /** The fields that tell from when a fact can be seen; the first one a type has counts. */
    private static final List<String> DATES = List.of("time", "openedAt", "detectedAt", "periodEnd", "at", "asOf");

    private final DeclaredType type;

    public DeclaredFacts(DeclaredType type) {
        this.type = type;
    }

    /** What is wrong with {@code fields}, which stand at {@code pointer} of the request. */
    public List<Violation> violations(Map<String, Object> fields, String pointer) {
        List<Violation> violations = new ArrayList<>();
        fields.forEach((name, value) -> {
            String fieldType = type.fields().get(name);
            if (fieldType == null) {
                violations.add(new Violation(
                        pointer + "/" + escape(name),
                        "unknown-field",
                        "The type " + type.name() + " has no such field; it has "
                                + String.join(", ", type.fields().keySet()) + ".",
                        null));
            } else if (convert(fieldType, value).isEmpty()) {
                violations.add(new Violation(
                        pointer + "/" + escape(name),
                        "wrong-type",
                        "The field takes " + describe(fieldType) + ".",
                        null));
            }
        });
        return violations;
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** The instances of the type that a decision at {@code time} sees, as their fields, in canonical order. */
    List<Map<String, Object>> visible(List<Map<String, Object>> instances, DecisionTime time) {
        return instances.stream()
                .map(this::converted)
                .filter(fields -> {
                    Instant date = date(fields);
                    return date == null || time.reached(date);
                })
                .sorted(Comparator.comparing(
                                this::date, Comparator.<@Nullable Instant>nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(fields -> String.valueOf(fields.get("id")))
                        .thenComparing(Object::toString))
                .toList();
    }

    private Map<String, Object> converted(Map<String, Object> fields) {
        Map<String, Object> converted = new TreeMap<>();
        fields.forEach((name, value) -> Optional.ofNullable(type.fields().get(name))
                .flatMap(fieldType -> convert(fieldType, value))
                .ifPresent(typed -> converted.put(name, typed)));
        return converted;
    }

    private @Nullable Instant date(Map<String, Object> fields) {
        return DATES.stream()
                .filter(type.fields()::containsKey)
                .findFirst()
                .map(fields::get)
                .map(value -> value instanceof LocalDate day
                        ? day.atStartOfDay(ZoneOffset.UTC).toInstant()
                        : value instanceof Instant instant ? instant : null)
                .orElse(null);
    }

    private static Optional<Object> convert(String fieldType, Object value) {
        try {
            return switch (fieldType) {
                case "String" -> value instanceof String ? Optional.of(value) : Optional.empty();
                case "Boolean" -> value instanceof Boolean ? Optional.of(value) : Optional.empty();
                case "Integer" -> number(value).map(BigDecimal::intValueExact);
                case "Long" -> number(value).map(BigDecimal::longValueExact);
                case "BigDecimal" -> number(value).map(Object.class::cast);
                case "LocalDate" ->
                    value instanceof String text ? Optional.of(LocalDate.parse(text)) : Optional.empty();
                case "Instant" -> value instanceof String text ? Optional.of(instant(text)) : Optional.empty();
                default -> Optional.empty();
            };
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> number(Object value) {
        return value instanceof Number number ? Optional.of(new BigDecimal(number.toString())) : Optional.empty();
    }

    private static Instant instant(String text) {
        Instant instant = text.length() == 10
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    private static String describe(String fieldType) {
        return switch (fieldType) {
            case "String" -> "a text";
            case "Boolean" -> "true or false";
            case "Integer", "Long" -> "a whole number";
            case "BigDecimal" -> "a number";
            case "LocalDate" -> "a date such as 2026-05-15";
            default -> "an instant such as 2026-05-15T12:00:00Z";
        };
    }
}
