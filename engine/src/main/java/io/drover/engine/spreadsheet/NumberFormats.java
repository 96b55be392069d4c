package io.drover.engine.spreadsheet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** How cells show numbers, by the number of their style: reads the part of a workbook that says so. */
final class NumberFormats extends DefaultHandler {

    /** A format by its number among those that all workbooks have, and its code. */
    record Format(int number, String code) {

        boolean isGeneral() {
            return code.equalsIgnoreCase("General");
        }

        /** Whether a date is shown with its year, month and day, and no time since a date in its place. */
        boolean showsDate() {
            if (SINCE_OR_IF.matcher(code).find()) {
                return false;
            }
            String letters = LITERAL.matcher(code).replaceAll(" ").toLowerCase(Locale.ROOT);
            String dates = MINUTES.matcher(letters.split(";", 2)[0]).replaceAll(" ");
            return dates.contains("y")
                    && MONTH.matcher(dates).find()
                    && DAY.matcher(dates).find();
        }
    }

    /** {@code [h]}, hours that go on counting after a day, or a part that is for some numbers only, {@code [<1]}. */
    private static final Pattern SINCE_OR_IF = Pattern.compile("\\[([hms]+|[<>=][^\\]]*)]", Pattern.CASE_INSENSITIVE);

    private static final Pattern LITERAL =
            Pattern.compile("\"[^\"]*\"|\\\\.|[_*].|\\[[^\\]]*]|AM/PM|A/P", Pattern.CASE_INSENSITIVE);
    /** The letter of months after that of hours, or before that of seconds. */
    private static final Pattern MINUTES = Pattern.compile("h+[^a-z]*m+|m+(?=[^a-z]*s)");
    /** Five letters show but the first of its name. */
    private static final Pattern MONTH = Pattern.compile("(?<!m)m{1,4}(?!m)");
    /** More letters show the day of the week. */
    private static final Pattern DAY = Pattern.compile("(?<!d)d{1,2}(?!d)");

    private static final Format GENERAL = new Format(0, "General");
    /** Excel allows no more. */
    private static final int LONGEST_CODE = 255;

    private final Map<Integer, String> codes = new HashMap<>();
    private final List<Integer> styles = new ArrayList<>();
    private boolean inCodes;
    private boolean inStyles;

    @Override
    public void startElement(String uri, String name, @Nullable String qualifiedName, Attributes attributes)
            throws SAXException {
        switch (name) {
            case "numFmts" -> inCodes = true;
            case "numFmt" -> {
                if (inCodes) { // those of conditional formats have numbers of their own
                    String code = attributes.getValue("formatCode");
                    codes.put(number(attributes), code == null ? "General" : code);
                }
            }
            case "cellXfs" -> inStyles = true;
            case "xf" -> {
                if (inStyles) {
                    styles.add(number(attributes));
                }
            }
            default -> {} // how the cell looks otherwise
        }
    }

    @Override
    public void endElement(String uri, String name, @Nullable String qualifiedName) {
        switch (name) {
            case "numFmts" -> inCodes = false;
            case "cellXfs" -> inStyles = false;
            default -> {}
        }
    }

    private static int number(Attributes attributes) throws SAXException {
        String number = attributes.getValue("numFmtId");
        try {
            return number == null ? 0 : Integer.parseInt(number);
        } catch (NumberFormatException e) {
            throw WorkbookParts.ending(WorkbookParts.notWhole());
        }
    }

    /** The format of cells of {@code style}; null where it is none that could be understood. */
    @Nullable
    Format format(int style) {
        if (style < 0 || style >= styles.size()) {
            return GENERAL;
        }
        int number = styles.get(style);
        String code = codes.getOrDefault(number, BuiltinFormats.getBuiltinFormat(number));
        return code == null || code.length() > LONGEST_CODE ? null : new Format(number, code);
    }
}
