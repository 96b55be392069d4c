package io.drover.engine.pack;

import java.util.Locale;
import java.util.regex.Pattern;

/** Files that are no part of a pack, although by their names somebody may have meant them to be. */
final class UnsupportedFile {

    private static final Pattern NAME = Pattern.compile(
            "(?is)pack\\.(yml|yaml\\.txt)|thresholds\\.(xls[xmb]?|ods|csv\\.txt)|.*\\.drl\\.(xls[xmb]?|xlt[xm]|ods|fods|numbers)"
                    + "|.*\\.drl(\\.csv)?(\\.txt)?");
    private static final Pattern SPREADSHEET = Pattern.compile("(?s).*\\.drl\\.(x.*|.*ods|numbers)");

    private UnsupportedFile() {}

    /** Whether {@code name}, which is not that of a file that is read, is one of these. */
    static boolean is(String name) {
        return NAME.matcher(name).matches();
    }

    /** What to do about the file at {@code path}. */
    static String remedy(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.startsWith("thresholds.") && !lower.endsWith(".txt")) {
            return "Save the table as CSV, with a name that ends in thresholds.csv.";
        }
        if (SPREADSHEET.matcher(lower).matches() && !lower.endsWith(PackFiles.WORKBOOK)) {
            return "Save the table as \"Excel Workbook (.xlsx)\", with a name that ends in .drl.xlsx.";
        }
        if (lower.endsWith(".yml")) {
            return "Rename it so that it ends in .yaml.";
        }
        return "Rename it to " + path.replaceAll("(?i)\\.txt$", "").toLowerCase(Locale.ROOT) + ".";
    }
}
