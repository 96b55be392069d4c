package io.drover.engine.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a pack by their path, just as they were read. Immutable. */
public final class PackContents {

    /** Of a pack without files. */
    public static final PackContents NONE = new PackContents(Map.of());

    private final SortedMap<String, byte[]> files;

    /** Takes over {@code files}, whose arrays nobody changes from now on. */
    PackContents(Map<String, byte[]> files) {
        this.files = new TreeMap<>(files);
    }

    /** The SHA-256, in hexadecimal, of paths and contents, each with its length before it. */
    public String revision() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                for (byte[] part : List.of(file.getKey().getBytes(StandardCharsets.UTF_8), file.getValue())) {
                    digest.update(ByteBuffer.allocate(Integer.BYTES)
                            .putInt(part.length)
                            .flip());
                    digest.update(part);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Writes the files into {@code directory}, which is created; read from there, the pack has the same revision.
     *
     * @throws IOException if a file cannot be written; some may have been
     */
    public void writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }
}
