package io.drover.engine.spreadsheet;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.poi.util.XMLHelper;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/** The parts of a workbook, which is a zip archive; each is unpacked when it is asked for, and checked against its sum. */
final class WorkbookParts implements AutoCloseable {

    /** All that is unpacked of one workbook may have so many bytes. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final int MOST_PARTS = 2_000;
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    /** How the stream of an encrypted workbook is named in the container around it. */
    private static final byte[] ENCRYPTED = "EncryptedPackage".getBytes(UTF_16LE);

    private final ZipFile zip;
    private final Map<String, ZipArchiveEntry> entries = new HashMap<>();
    private int unpacked;

    private WorkbookParts(ZipFile zip) {
        this.zip = zip;
    }

    /** The parts of the workbook whose bytes are {@code file}. */
    static WorkbookParts open(byte[] file) throws BadWorkbookException {
        refuseOtherKinds(file);
        WorkbookParts parts;
        try {
            parts = new WorkbookParts(ZipFile.builder()
                    .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                    .get());
        } catch (IOException | RuntimeException e) { // what a library throws at bytes that make no sense
            throw notWhole();
        }
        try {
            parts.list();
            return parts;
        } catch (BadWorkbookException e) {
            parts.close();
            throw e;
        }
    }

    private static void refuseOtherKinds(byte[] file) throws BadWorkbookException {
        if (file.length == 0) {
            throw new BadWorkbookException(
                    "The file is empty; perhaps it is just being saved.", "Save the workbook again.");
        }
        if (startsWith(file, 0, OLE) && isEncrypted(file)) {
            throw new BadWorkbookException(
                    "The workbook is protected with a password, so nobody but those who know it can read the rules.",
                    "Save it without a password.");
        }
        if (startsWith(file, 0, OLE)) {
            throw new BadWorkbookException(
                    "The file is in the format of Excel before 2007, whatever its name says.",
                    "Save it as \"Excel Workbook (.xlsx)\".");
        }
        if (!startsWith(file, 0, ZIP)) {
            throw new BadWorkbookException(
                    "The file is no Excel workbook, whatever its name says.",
                    "Save the table as \"Excel Workbook (.xlsx)\", or as CSV with a name that ends in .drl.csv.");
        }
    }

    private static boolean isEncrypted(byte[] file) {
        for (int i = 0; i + ENCRYPTED.length <= file.length; i++) {
            if (startsWith(file, i, ENCRYPTED)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] file, int offset, byte[] start) {
        if (file.length - offset < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (file[offset + i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    private void list() throws BadWorkbookException {
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            String name = key(entry.getName());
            if (name.endsWith("vbaproject.bin") || name.contains("/macrosheets/")) {
                throw new BadWorkbookException(
                        "The workbook holds macros.", "Save it as \"Excel Workbook (.xlsx)\", which leaves them out.");
            }
            if (entries.size() == MOST_PARTS) {
                throw tooLarge("more than " + MOST_PARTS + " parts");
            }
            if (entries.put(name, entry) != null) {
                throw notWhole();
            }
        }
        if (has("mimetype")) {
            throw new BadWorkbookException(
                    "The file is a document of LibreOffice or OpenOffice, whatever its name says.",
                    "Save it as \"Excel 2007-365 (.xlsx)\".");
        }
    }

    /** Part names are the same whatever their case, with a slash in front or not. */
    private static String key(String part) {
        return (part.startsWith("/") ? part.substring(1) : part).toLowerCase(Locale.ROOT);
    }

    boolean has(String part) {
        return entries.containsKey(key(part));
    }

    /** Streams the XML of {@code part} into {@code handler}. */
    void parse(String part, DefaultHandler handler) throws BadWorkbookException {
        byte[] bytes = unpack(part);
        try {
            XMLReader reader = XMLHelper.newXMLReader();
            reader.setContentHandler(handler);
            reader.setErrorHandler(handler);
            reader.parse(new InputSource(new ByteArrayInputStream(bytes)));
        } catch (SAXException e) {
            if (e.getException() instanceof BadWorkbookException bad) {
                throw bad;
            }
            if (String.valueOf(e.getMessage()).contains("DOCTYPE")) {
                throw new BadWorkbookException(
                        "The workbook declares a document type, by which it could reach for other files.",
                        "Save it with Excel or LibreOffice, which never do that.");
            }
            throw notWhole();
        } catch (Exception e) { // a parser that is not to be had, or no text in its encoding
            throw notWhole();
        }
    }

    private byte[] unpack(String part) throws BadWorkbookException {
        ZipArchiveEntry entry = entries.get(key(part));
        if (entry == null) {
            throw notWhole();
        }
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readNBytes(MOST_BYTES - unpacked + 1);
        } catch (IOException | RuntimeException e) {
            throw notWhole();
        }
        unpacked += bytes.length;
        if (unpacked > MOST_BYTES) {
            throw tooLarge("more than 16 MiB when unpacked");
        }
        CRC32 sum = new CRC32();
        sum.update(bytes);
        if (sum.getValue() != entry.getCrc()) {
            throw notWhole();
        }
        return bytes;
    }

    /** Something without which there is no workbook is missing or makes no sense. */
    static BadWorkbookException notWhole() {
        return new BadWorkbookException(
                "The file is no whole workbook; perhaps it is just being saved, or was damaged on its way.",
                "Save the workbook again.");
    }

    static BadWorkbookException tooLarge(String what) {
        return new BadWorkbookException(
                "The workbook is too large: " + what + ".",
                "Keep the decision tables in a workbook of their own, and split them if they are large themselves.");
    }

    /** Ends a parse with {@code failure}. */
    static SAXException ending(BadWorkbookException failure) {
        return new SAXException(failure);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing what is in memory cannot fail", e);
        }
    }
}
