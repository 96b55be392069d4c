package io.drover.server.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From words on the command line to values. */
final class Converters {

    private Converters() {}

    /** Reads one of {@code values}, written in lower case. */
    static <E extends Enum<E>> ITypeConverter<E> oneOf(E[] values) {
        return text -> Stream.of(values)
                .filter(value -> lowerCase(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is not one of "
                        + Stream.of(values).map(Converters::lowerCase).collect(Collectors.joining(", "))));
    }

    /** Reads an instant, or a date as its midnight in UTC. */
    static Instant instant(String text) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("\"" + text
                    + "\" is neither an instant such as 2026-05-15T12:00:00Z nor a date such as 2026-05-15");
        }
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
