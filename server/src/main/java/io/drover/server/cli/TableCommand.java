package io.drover.server.cli;

import io.drover.engine.spreadsheet.BadWorkbookException;
import io.drover.engine.spreadsheet.SheetText;
import io.drover.engine.spreadsheet.WorkbookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code drover table}. */
@Command(
        name = "table",
        description =
                "Prints a workbook (.xlsx) as text, each sheet as CSV, so that changes of it can be looked at line by"
                        + " line.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:printed", "2:wrong usage", "3:the file is no workbook that could be read"})
public final class TableCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "A workbook.")
    private Path file = Path.of("");

    public TableCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try {
            surroundings.out().print(SheetText.of(WorkbookReader.read(file.toString(), Files.readAllBytes(file))));
            surroundings.out().flush();
            return ExitCode.WELL;
        } catch (BadWorkbookException e) {
            throw new CannotRunException(file + ": " + e.getMessage() + " " + e.remedy(), e);
        } catch (IOException e) {
            throw new CannotRunException("The file " + file + " cannot be read.", e);
        }
    }
}
