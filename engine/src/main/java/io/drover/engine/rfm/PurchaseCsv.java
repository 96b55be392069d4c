package io.drover.engine.rfm;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads purchases from a CSV file, one a line under a header. */
final class PurchaseCsv {

    /** The places of the columns in a line; −1 for one that is not there. */
    private record Header(int width, int customer, int date, int amount, int currency, int status) {

        boolean isComplete() {
            return customer >= 0 && date >= 0 && amount >= 0;
        }
    }

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private PurchaseCsv() {}

    /** Reads {@code csv} to its end into {@code population}. */
    static void read(InputStream csv, CutTableComputation.Columns columns, Population population)
            throws IOException, BadPopulationException {
        Reader text = new InputStreamReader(withoutByteOrderMark(csv), StandardCharsets.UTF_8.newDecoder());
        try (CSVParser parser =
                CSVParser.builder().setReader(text).setFormat(CSVFormat.RFC4180).get()) {
            try {
                read(parser, columns, population);
            } catch (UncheckedIOException e) {
                unreadable(e, Math.max(1, parser.getCurrentLineNumber()), population);
            }
        }
    }

    /** Spreadsheets put an invisible character, of three bytes, in front of UTF-8. */
    private static InputStream withoutByteOrderMark(InputStream csv) throws IOException {
        PushbackInputStream bytes = new PushbackInputStream(csv, 3);
        byte[] first = bytes.readNBytes(3);
        if (!Arrays.equals(first, BYTE_ORDER_MARK)) {
            bytes.unread(first);
        }
        return bytes;
    }

    private static void read(CSVParser parser, CutTableComputation.Columns columns, Population population)
            throws BadPopulationException {
        Iterator<CSVRecord> records = parser.iterator();
        if (!records.hasNext()) {
            population.problem(1, "The file is empty; the first line must name the columns.");
            return;
        }
        Header header = header(records.next(), columns, population);
        while (header.isComplete() && records.hasNext()) {
            CSVRecord record = records.next();
            long line = parser.getCurrentLineNumber();
            population.lineRead(line);
            if (record.size() == header.width()) {
                population.add(row(line, record, header));
            } else if (record.size() > 1 || !record.get(0).isBlank()) {
                population.problem(
                        line,
                        "The line has " + record.size() + " values, but the header names " + header.width()
                                + " columns.");
            }
        }
    }

    private static Population.Row row(long line, CSVRecord record, Header header) {
        return new Population.Row(
                line,
                record.get(header.customer()),
                record.get(header.date()),
                record.get(header.amount()),
                header.currency() < 0 ? null : record.get(header.currency()),
                header.status() < 0 ? null : record.get(header.status()));
    }

    private static Header header(CSVRecord record, CutTableComputation.Columns columns, Population population)
            throws BadPopulationException {
        List<String> names = record.stream().map(String::strip).toList();
        return new Header(
                names.size(),
                required("the customer", columns.customer(), names, population),
                required("the date", columns.date(), names, population),
                required("the amount", columns.amount(), names, population),
                place("currency", names),
                place("status", names));
    }

    private static int required(String what, List<String> wanted, List<String> names, Population population)
            throws BadPopulationException {
        for (String name : wanted) {
            int place = place(name, names);
            if (place >= 0) {
                return place;
            }
        }
        boolean otherSeparator = names.size() == 1 && !names.get(0).chars().allMatch(PurchaseCsv::isOfName);
        population.problem(
                1,
                "There is no column for " + what + ": it must be named " + String.join(" or ", wanted)
                        + ", but the columns are " + String.join(", ", names) + "."
                        + (otherSeparator ? " Columns are separated by commas." : ""));
        return -1;
    }

    private static boolean isOfName(int character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == ' ';
    }

    private static int place(String wanted, List<String> names) {
        String folded = wanted.toLowerCase(Locale.ROOT);
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList()
                .indexOf(folded);
    }

    private static void unreadable(UncheckedIOException e, long line, Population population)
            throws IOException, BadPopulationException {
        @Nullable IOException cause = e.getCause();
        if (cause instanceof CharacterCodingException) {
            population.problem(line, "In or after this line the file is not text in UTF-8; save it as UTF-8.");
        } else if (cause instanceof CSVException) {
            population.problem(line, "From here on the file is not CSV; check the quotes around values.");
        } else {
            throw cause == null ? new IOException(e) : cause;
        }
    }
}
