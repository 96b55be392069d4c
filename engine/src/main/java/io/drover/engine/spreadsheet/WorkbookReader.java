package io.drover.engine.spreadsheet;

import io.drover.engine.spreadsheet.Relations.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Reads workbooks, the files of spreadsheet programs that end in {@code .xlsx}. */
public final class WorkbookReader {

    private WorkbookReader() {}

    /**
     * The sheets of the workbook {@code bytes}, in their order; diagrams, which have no cells, are empty sheets.
     *
     * @param file how the file is called
     * @throws BadWorkbookException if it is none, or none that could be read in full
     */
    public static List<Sheet> read(String file, byte[] bytes) throws BadWorkbookException {
        try (WorkbookParts parts = WorkbookParts.open(bytes)) {
            String workbook = Relations.of("", parts).part("officeDocument").orElseThrow(WorkbookParts::notWhole);
            if (workbook.toLowerCase(Locale.ROOT).endsWith(".bin")) {
                throw new BadWorkbookException(
                        "The file is a binary workbook, whatever its name says.",
                        "Save it as \"Excel Workbook (.xlsx)\".");
            }
            Contents contents = new Contents();
            parts.parse(workbook, contents);
            return sheets(file, contents, Relations.of(workbook, parts), parts);
        }
    }

    private static List<Sheet> sheets(String file, Contents contents, Relations relations, WorkbookParts parts)
            throws BadWorkbookException {
        SharedTexts texts = new SharedTexts();
        NumberFormats formats = new NumberFormats();
        String textsPart = relations.part("sharedStrings").orElse(null);
        String formatsPart = relations.part("styles").orElse(null);
        if (textsPart != null) {
            parts.parse(textsPart, texts);
        }
        if (formatsPart != null) {
            parts.parse(formatsPart, formats);
        }
        CellContent.Reader reader = new CellContent.Reader(texts, formats, contents.from1904);
        TextBudget budget = new TextBudget();
        List<Sheet> sheets = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Listed listed : contents.sheets) {
            Relation relation = relations.byId().get(listed.relation());
            if (relation == null
                    || listed.name().codePoints().anyMatch(Character::isISOControl)
                    || !names.add(listed.name().toLowerCase(Locale.ROOT))) {
                throw WorkbookParts.notWhole();
            }
            SheetHandler sheet = new SheetHandler(listed.name(), reader, budget);
            parts.parse(relation.part(), sheet);
            sheets.add(sheet.sheet(file, listed.hidden()));
        }
        return sheets;
    }

    /** A sheet as the workbook lists it, with the id of the relation that leads to it. */
    private record Listed(String name, boolean hidden, String relation) {}

    /** What the workbook says of itself. */
    private static final class Contents extends DefaultHandler {

        private final List<Listed> sheets = new ArrayList<>();
        private boolean from1904;

        @Override
        public void startElement(String uri, String name, @Nullable String qualifiedName, Attributes attributes) {
            if (name.equals("workbookPr")) {
                String value = attributes.getValue("date1904");
                from1904 = value != null && (value.equals("1") || value.equals("true"));
            } else if (name.equals("sheet")) {
                String state = Objects.requireNonNullElse(attributes.getValue("state"), "visible");
                sheets.add(new Listed(
                        Objects.requireNonNullElse(attributes.getValue("name"), ""),
                        !state.equals("visible"),
                        relation(attributes)));
            }
        }

        /** The attribute {@code id} in the namespace of relations, which has two names. */
        private static String relation(Attributes attributes) {
            for (int i = 0; i < attributes.getLength(); i++) {
                if (attributes.getLocalName(i).equals("id")
                        && attributes.getURI(i).endsWith("/relationships")) {
                    return attributes.getValue(i);
                }
            }
            return "";
        }
    }
}
