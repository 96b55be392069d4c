package io.drover.engine.spreadsheet;

import io.drover.engine.spreadsheet.NumberFormats.Format;
import io.drover.engine.spreadsheet.Sheet.Doubt;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a cell, as text: a number without needless zeros, a date as {@code 2026-11-21}, {@code true} or {@code false}.
 * In doubt is a number that the cell shows as another one, and what is computed.
 */
record CellContent(String text, @Nullable Doubt doubt) {

    /** Spreadsheet programs show no more digits; those beyond come from computing in binary. */
    private static final MathContext DIGITS = new MathContext(15);

    /** Formats for positive and negative numbers and for nil, all of them empty. */
    private static final Pattern SHOWS_NOTHING = Pattern.compile("[; ]+");

    private static final int MOST_PLACES = 30;

    private static final Doubt COMPUTED = new Doubt(
            "The cell holds a formula, whose result may be another one than when somebody last looked at it.",
            "Put its result in its place: copy the cell, and paste only the value.");

    /** The same content, but of a formula that stands in another cell and fills this one too. */
    CellContent computed() {
        return new CellContent(text, COMPUTED);
    }

    /** Contents of the cells of one workbook. */
    static final class Reader {

        private final SharedTexts texts;
        private final NumberFormats formats;
        private final boolean from1904;
        private final DataFormatter formatter = new DataFormatter(Locale.US);

        /** {@code from1904}: whether days count from 1904, as on old Macintoshes. */
        Reader(SharedTexts texts, NumberFormats formats, boolean from1904) {
            this.texts = texts;
            this.formats = formats;
            this.from1904 = from1904;
        }

        /**
         * Reads a cell.
         *
         * @param type as the workbook has it: {@code s}, {@code n}…
         * @param style its number
         * @param value what is stored, empty where nothing is
         * @param formula null where the cell has none; it may be empty, where cells share one
         */
        CellContent read(String type, int style, String value, @Nullable String formula) {
            if (formula != null) {
                return formula(formula);
            }
            return switch (type) {
                case "s" -> shared(value);
                case "b" -> sure(value.equals("1") || value.equals("true") ? "true" : value.isEmpty() ? "" : "false");
                case "e" ->
                    new CellContent(
                            value,
                            new Doubt("The cell holds the error " + value + ".", "Write what the rule is to say."));
                case "inlineStr", "str" -> sure(EscapedText.decode(value));
                case "d" -> sure(value.replaceFirst("T00:00(:00(\\.0+)?)?Z?$", ""));
                default -> value.isEmpty() ? sure("") : number(value, formats.format(style));
            };
        }

        private CellContent shared(String value) {
            String text = value.matches("\\d{1,9}") ? texts.text(Integer.parseInt(value)) : null;
            return text != null
                    ? sure(text)
                    : new CellContent(
                            "?", new Doubt("The text of this cell is missing from the workbook.", "Write it anew."));
        }

        private CellContent number(String value, @Nullable Format format) {
            double number;
            try {
                number = Double.parseDouble(value.strip());
            } catch (NumberFormatException e) {
                number = Double.NaN;
            }
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                return new CellContent(value, new Doubt("The cell holds no number, but is to.", "Write it anew."));
            }
            String stored = plain(number);
            if (format == null) {
                return new CellContent(
                        stored,
                        new Doubt(
                                "How the cell shows the number " + stored + " is not known.",
                                "Give the cell the number format General."));
            }
            if (!format.isGeneral() && DateUtil.isADateFormat(format.number(), format.code())) {
                return date(number, stored, format);
            }
            return format.isGeneral() ? sure(stored) : shown(number, stored, format);
        }

        /** A number counts only if the cell shows just that number: neither rounded nor as a percentage, say. */
        private CellContent shown(double number, String stored, Format format) {
            String shown = text(number, format);
            try {
                if (new BigDecimal(shown.replace(",", "")).compareTo(new BigDecimal(stored)) == 0) {
                    return sure(stored);
                }
            } catch (NumberFormatException e) {
                // it shows more than a number
            }
            return new CellContent(
                    stored,
                    new Doubt(
                            "The cell shows " + (shown.isEmpty() ? "nothing" : "\"" + shown + "\"")
                                    + ", but holds the number " + stored + ".",
                            "Write the number that is meant, and give the cell the number format General."));
        }

        /** What the cell shows. */
        private String text(double number, Format format) {
            try {
                return SHOWS_NOTHING.matcher(format.code()).matches()
                        ? ""
                        : formatter
                                .formatRawCellContents(number, format.number(), format.code(), from1904)
                                .strip();
            } catch (RuntimeException e) { // what POI throws at formats that make no sense is of no type in particular
                return "nothing that could be read";
            }
        }

        /** A date counts only if the cell shows it whole: programs take what is typed as {@code 1-5} for the fifth of January. */
        private CellContent date(double number, String stored, Format format) {
            LocalDateTime time = number < 1 ? null : DateUtil.getLocalDateTime(number, from1904, true);
            if (time == null) {
                return new CellContent(
                        stored,
                        new Doubt(
                                "The cell shows a time without a date, but holds the number " + stored + ".",
                                "Write what is meant as text."));
            }
            String date = time.toLocalTime().equals(LocalTime.MIDNIGHT)
                    ? time.toLocalDate().toString()
                    : time.toString();
            return format.showsDate()
                    ? sure(date)
                    : new CellContent(
                            date,
                            new Doubt(
                                    "The cell shows \"" + text(number, format) + "\", but holds the date " + date + ".",
                                    "Give the cell the number format Text, and type what is meant again."));
        }
    }

    private static CellContent sure(String text) {
        return new CellContent(text.strip(), null);
    }

    private static CellContent formula(String formula) {
        return new CellContent("=" + formula, COMPUTED);
    }

    private static String plain(double number) {
        BigDecimal rounded = BigDecimal.valueOf(number).round(DIGITS).stripTrailingZeros();
        return Math.abs(rounded.precision() - rounded.scale()) > MOST_PLACES || rounded.scale() > MOST_PLACES
                ? rounded.toString()
                : rounded.toPlainString();
    }
}
