package io.drover.engine.pack;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a pack, in words for the analyst who wrote it.
 *
 * @param file relative to the pack's directory
 * @param line from 1; null: the file as a whole
 * @param column from 1; null: the line as a whole
 * @param cell of a table, such as {@code B7}, with its sheet, {@code Sheet1!B7}, in a workbook; null outside tables
 * @param rule the rule it is about; null where it is about none
 * @param code stable, such as {@code unknown-field}
 * @param message one sentence that says what is wrong
 * @param remedy one sentence that says what to do about it
 */
public record PackProblem(
        String file,
        @Nullable Integer line,
        @Nullable Integer column,
        @Nullable String cell,
        @Nullable String rule,
        String code,
        Severity severity,
        String message,
        String remedy) {

    /** By file, place, code and message. */
    public static final Comparator<PackProblem> BY_PLACE = Comparator.comparing(PackProblem::place)
            .thenComparing(PackProblem::code)
            .thenComparing(PackProblem::message);

    /** An error at {@code place}. */
    public static PackProblem error(Place place, @Nullable String rule, String code, String message, String remedy) {
        return of(Severity.ERROR, place, rule, code, message, remedy);
    }

    /** A problem of any severity at {@code place}. */
    public static PackProblem of(
            Severity severity, Place place, @Nullable String rule, String code, String message, String remedy) {
        return new PackProblem(
                place.file(), place.line(), place.column(), place.cell(), rule, code, severity, message, remedy);
    }

    public Place place() {
        return new Place(file, line, column, cell);
    }
}
