package io.drover.engine.spreadsheet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    }

    private static final Format GENERAL = new Format(0, "General");
    /** Excel allows no more. */
    private static final int LONGEST_CODE = 255;

    private final Map<Integer, String> codes = new HashMap<>();
    private final List<Integer> styles = new ArrayList<>();
    private boolean inStyles;

    @Override
    public void startElement(String uri, String name, @Nullable String qualifiedName, Attributes attributes)
            throws SAXException {
        switch (name) {
            case "numFmt" -> {
                String code = attributes.getValue("formatCode");
                codes.put(number(attributes), code == null ? "General" : code);
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
        if (name.equals("cellXfs")) {
            inStyles = false;
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
