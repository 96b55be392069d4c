package io.drover.server.activation;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.drover.engine.request.DecisionJson;
import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every switching of a treatment, a line of JSON each, in the order in which they happened: {@code treatment-switches.ndjson}
 * in the data directory. Lines are only ever added. One that was not written to its end, since the server was killed or the
 * disk is full, was never answered with success: it is passed over, and cut off before the next one is added.
 *
 * <p>Used by one thread at a time.
 */
public final class SwitchFile {

    /** A line that is whole cannot be read. */
    static final class DamagedException extends IOException {

        private static final long serialVersionUID = 1;

        DamagedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(SwitchFile.class);
    private static final String NAME = "treatment-switches.ndjson";

    private final Path file;
    private final DurableFiles.Disk disk;
    private long wholeBytes;

    /** The file in the directory {@code data}, not read yet. */
    public SwitchFile(Path data, DurableFiles.Disk disk) {
        this.file = data.toAbsolutePath().resolve(NAME);
        this.disk = disk;
    }

    /**
     * All that was recorded; nothing where there is no file.
     *
     * @throws DamagedException if it is not what was written; switches must not get lost without anybody knowing
     */
    List<TreatmentSwitch> read() throws IOException {
        byte[] bytes = bytes();
        wholeBytes = 0;
        List<TreatmentSwitch> switches = new ArrayList<>();
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                switches.add(line(Arrays.copyOfRange(bytes, (int) wholeBytes, end), switches.size() + 1));
                wholeBytes = end + 1L;
            }
        }
        if (wholeBytes < bytes.length) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .log("the last switching of a treatment was not written to its end, and is not in force");
        }
        return switches;
    }

    private byte[] bytes() throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private TreatmentSwitch line(byte[] json, int number) throws DamagedException {
        try {
            return Objects.requireNonNull(DecisionJson.mapper().readValue(json, TreatmentSwitch.class), "null");
        } catch (IOException | RuntimeException e) {
            throw new DamagedException(
                    "Line " + number + " of " + file
                            + " is damaged, so it is not known which treatments are switched off;"
                            + " mend the line, or take it out and switch again what it was about.",
                    e);
        }
    }

    /** Adds {@code taken}, which is on the disk when this returns. What fails leaves the file as it was. */
    void append(TreatmentSwitch taken) throws IOException {
        byte[] line = line(taken);
        boolean isNew = wholeBytes == 0; // also after a first try that failed when the file was there
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long begin = Math.min(wholeBytes, channel.size());
            channel.truncate(begin).position(begin);
            try {
                for (ByteBuffer rest = ByteBuffer.wrap(line); rest.hasRemaining(); ) {
                    channel.write(rest);
                }
                disk.force(file);
            } catch (IOException e) {
                channel.truncate(begin);
                throw e;
            }
            wholeBytes = begin + line.length;
        }
        if (isNew) {
            forceDirectory();
        }
    }

    private static byte[] line(TreatmentSwitch taken) throws JsonProcessingException {
        return (DecisionJson.mapper().writeValueAsString(taken) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Not every file system lets a directory be forced; then a power cut may take a file that was just created. */
    private void forceDirectory() {
        Path directory = Objects.requireNonNull(file.getParent(), "a file in a directory");
        try {
            disk.force(directory);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("directory", directory)
                    .addKeyValue("failure", e.toString())
                    .log("a directory cannot be forced to the disk; a power cut may take what was just written there");
        }
    }
}
