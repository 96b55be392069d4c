package io.drover.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.spreadsheet.Sheet;
import io.drover.engine.spreadsheet.WorkbookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;

class ReadableWorkbookTest {

    /** With {@code -Ddrover.write-workbook=rfm/segments.drl.csv} a workbook is written beside that table. */
    @Test
    void of_table_readBackTheSame() throws Exception {
        Path csv = Path.of(System.getProperty("drover.write-workbook", "rfm/cells.drl.csv"));
        String name = csv.getFileName().toString().replace(".drl.csv", "");
        Sheet table = table(csv);

        byte[] workbook = ReadableWorkbook.of(table, name);

        assertThat(WorkbookReader.read("w", workbook)).singleElement().satisfies(sheet -> {
            assertThat(sheet.name()).isEqualTo(name);
            assertThat(sheet.rows()).hasSameSizeAs(table.rows());
            assertThat(sheet.merges()).isNotEmpty();
            for (Sheet.Row row : table.rows()) {
                for (int column = 1; column <= row.width(); column++) {
                    String cell = sheet.rows().get(row.number() - 1).cell(column);
                    if (!row.cell(column).endsWith("...")) { // those are merged
                        assertThat(cell).isEqualTo(row.cell(column));
                    }
                }
            }
        });
        if (System.getProperty("drover.write-workbook") != null) {
            Files.write(csv.resolveSibling(name + ".drl.xlsx"), workbook);
        }
    }

    private static Sheet table(Path csv) throws IOException {
        try (CSVParser parser =
                CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get().parse(Files.newBufferedReader(csv))) {
            List<Sheet.Row> rows = parser.stream()
                    .map(record -> Sheet.Row.of((int) record.getRecordNumber(), record.toList()))
                    .toList();
            return Sheet.of(csv.toString(), rows);
        }
    }
}
