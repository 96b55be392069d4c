package io.drover.engine.rfm;

import io.drover.model.fact.Account;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads purchases and signals, or the values of subjects, from a CSV file, one a line under a header. */
final class PopulationCsv {

    /**
     * The places of the columns in a line; −1 for one that is not there. In a file of values a subject without a
     * currency has the default one.
     */
    private record Header(
            boolean isComplete,
            boolean isOfValues,
            int width,
            int subject,
            int date,
            int amount,
            int currency,
            int status,
            int type) {}

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Of the columns of a file that lacks one. */
    private static final int MOST_SHOWN = 50;

    private PopulationCsv() {}

    /** Reads {@code csv} to its end into {@code rows}. */
    static void read(InputStream csv, CutTableComputation.Columns columns, PopulationRows rows)
            throws IOException, BadPopulationException {
        RecordGuard text =
                new RecordGuard(new InputStreamReader(withoutByteOrderMark(csv), StandardCharsets.UTF_8.newDecoder()));
        try (CSVParser parser =
                CSVParser.builder().setReader(text).setFormat(CSVFormat.RFC4180).get()) {
            Records records = new Records(parser, text);
            try {
                read(records, columns, rows);
            } catch (UncheckedIOException e) {
                unreadable(e, records, rows);
            }
        }
    }

    /** The records of a file, each of bounded length, with the lines where they begin and end. */
    private static final class Records {

        private final CSVParser parser;
        private final Iterator<CSVRecord> records;
        private final RecordGuard text;
        private long begin = 1;

        Records(CSVParser parser, RecordGuard text) {
            this.parser = parser;
            this.records = parser.iterator();
            this.text = text;
        }

        /** The next one; null at the end. */
        @Nullable
        CSVRecord next() {
            text.begin();
            begin = parser.getCurrentLineNumber() + 1;
            return records.hasNext() ? records.next() : null;
        }

        long begin() {
            return begin;
        }

        long end() {
            return Math.max(1, parser.getCurrentLineNumber());
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

    private static void read(Records records, CutTableComputation.Columns columns, PopulationRows rows)
            throws BadPopulationException {
        CSVRecord first = records.next();
        if (first == null) {
            rows.problem(1, "The file is empty; the first line must name the columns.");
            return;
        }
        Header header = header(first, columns, rows);
        for (CSVRecord record = header.isComplete() ? records.next() : null; record != null; record = records.next()) {
            long line = records.end();
            rows.lineRead(line);
            if (record.size() == header.width()) {
                rows.add(row(line, record, header));
            } else if (record.size() > 1 || !record.get(0).isBlank()) {
                rows.problem(
                        line,
                        "The line has " + record.size() + " values, but the header names " + header.width()
                                + " columns.");
            }
        }
    }

    private static PopulationRows.Row row(long line, CSVRecord record, Header header) {
        String currency = value(record, header.currency());
        return new PopulationRows.Row(
                line,
                value(record, header.subject()),
                value(record, header.date()),
                value(record, header.amount()),
                header.isOfValues() && currency != null && currency.isBlank() ? Account.DEFAULT_CURRENCY : currency,
                value(record, header.status()),
                value(record, header.type()));
    }

    private static @Nullable String value(CSVRecord record, int place) {
        return place < 0 ? null : record.get(place);
    }

    private static Header header(CSVRecord record, CutTableComputation.Columns columns, PopulationRows rows)
            throws BadPopulationException {
        List<String> names = record.stream().map(String::strip).toList();
        boolean ofEvents = rows.population() instanceof RfmPopulation;
        boolean ofSignals = rows.population() instanceof RfmPopulation customers && customers.isOfEngagement();
        int subject = required(ofEvents ? "the customer" : "the id", columns.subject(), names, rows);
        int date = ofEvents ? required("the date", columns.date(), names, rows) : -1;
        int type = ofSignals
                ? required("the type of the signal", List.of("type"), names, rows)
                : ofEvents ? place(List.of("type"), names) : -1;
        int amount = ofSignals
                ? place(columns.amount(), names)
                : required(ofEvents ? "the amount" : "the value", columns.amount(), names, rows);
        boolean isComplete = isUnambiguous(names, rows)
                && subject >= 0
                && (!ofEvents || date >= 0)
                && (!ofSignals || type >= 0)
                && (ofSignals || amount >= 0);
        return new Header(
                isComplete,
                !ofEvents,
                names.size(),
                subject,
                date,
                amount,
                place(List.of("currency"), names),
                place(List.of("status"), names),
                type);
    }

    /** Whether no two columns have one name; else it is told which, since nobody can say which of them is meant. */
    private static boolean isUnambiguous(List<String> names, PopulationRows rows) throws BadPopulationException {
        Set<String> seen = new HashSet<>();
        boolean isUnambiguous = true;
        for (String name : names) {
            if (!name.isEmpty() && !seen.add(name.toLowerCase(Locale.ROOT))) {
                rows.problem(1, "There is more than one column named " + PopulationRows.shown(name) + "; remove one.");
                isUnambiguous = false;
            }
        }
        return isUnambiguous;
    }

    private static int required(String what, List<String> wanted, List<String> names, PopulationRows rows)
            throws BadPopulationException {
        int place = place(wanted, names);
        if (place >= 0) {
            return place;
        }
        boolean otherSeparator = names.size() == 1 && !names.get(0).chars().allMatch(PopulationCsv::isOfName);
        String known =
                names.stream().limit(MOST_SHOWN).map(PopulationRows::shown).collect(Collectors.joining(", "));
        rows.problem(
                1,
                "There is no column for " + what + ": it must be named " + String.join(" or ", wanted)
                        + ", but the columns are " + known + (names.size() > MOST_SHOWN ? " and more." : ".")
                        + (otherSeparator ? " Columns are separated by commas." : ""));
        return -1;
    }

    private static boolean isOfName(int character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == ' ';
    }

    /** The place of the first of the {@code wanted} columns that is there; −1 for none. */
    private static int place(List<String> wanted, List<String> names) {
        List<String> folded =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        return wanted.stream()
                .map(name -> folded.indexOf(name.toLowerCase(Locale.ROOT)))
                .filter(place -> place >= 0)
                .findFirst()
                .orElse(-1);
    }

    private static void unreadable(UncheckedIOException e, Records records, PopulationRows rows)
            throws IOException, BadPopulationException {
        @Nullable IOException cause = e.getCause();
        long line = records.end();
        if (cause instanceof RecordGuard.EndlessRecordException) {
            rows.problem(
                    records.begin(),
                    "What begins in this line is longer than 1 MiB; look for a quote that is not closed, and write one that"
                            + " belongs to a value twice.");
        } else if (cause instanceof CharacterCodingException) {
            rows.problem(line, "In or after this line the file is not text in UTF-8; save it as UTF-8.");
        } else if (cause instanceof CSVException) {
            rows.problem(line, "From here on the file is not CSV; check the quotes around values.");
        } else {
            throw cause == null ? new IOException(e) : cause;
        }
    }
}
