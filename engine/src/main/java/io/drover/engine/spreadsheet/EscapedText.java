package io.drover.engine.spreadsheet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of a workbook, in which characters that XML does not have are written as {@code _x000D_}. */
final class EscapedText {

    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private EscapedText() {}

    static String decode(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        return ESCAPED.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(found.group(1), 16))));
    }
}
