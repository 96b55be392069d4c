package io.drover.server.access;

import io.drover.server.config.InvalidConfigException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Small files that are taken up together, again whenever the content of one changes. What cannot be taken up is logged once,
 * and what was taken up before stays.
 *
 * <p>Used by one thread at a time.
 */
final class WatchedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);
    private static final int MAX_BYTES = 1 << 20;

    private final String what;
    private final List<Path> files;
    private final Consumer<List<byte[]>> taker;
    private List<ByteBuffer> seen = List.of();

    /** Why they could not be read the last time; empty where they could. */
    private String unreadable = "";

    /**
     * Files whose contents, in their order, {@code taker} takes up; it throws {@link InvalidConfigException} where it cannot.
     *
     * @param what they are, for messages: {@code the file of tokens}
     */
    WatchedFiles(String what, List<Path> files, Consumer<List<byte[]>> taker) {
        this.what = what;
        this.files = List.copyOf(files);
        this.taker = taker;
    }

    /**
     * Takes them up for the first time.
     *
     * @throws InvalidConfigException if that is not possible
     */
    void takeUp() {
        List<byte[]> contents = read();
        seen = contents.stream().map(ByteBuffer::wrap).toList();
        taker.accept(contents);
    }

    /** Takes them up again if one has changed. */
    void takeUpIfChanged() {
        try {
            List<byte[]> contents = readOrComplainOnce();
            List<ByteBuffer> now = contents.stream().map(ByteBuffer::wrap).toList();
            if (!contents.isEmpty() && !now.equals(seen)) {
                seen = now;
                taker.accept(contents);
                LOG.atInfo().addKeyValue("files", files).log(what + " changed and is in use");
            }
        } catch (RuntimeException e) { // whatever it is, the next change is looked for
            complain(e);
        }
    }

    /** The contents; empty where they cannot be read, which is not logged again as long as it stays so. */
    private List<byte[]> readOrComplainOnce() {
        try {
            List<byte[]> contents = read();
            if (!unreadable.isEmpty()) {
                unreadable = "";
                LOG.atInfo().addKeyValue("files", files).log(what + " can be read again");
            }
            return contents;
        } catch (InvalidConfigException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(unreadable)) {
                unreadable = why;
                complain(e);
            }
            return List.of();
        }
    }

    private void complain(RuntimeException failure) {
        LOG.atError()
                .addKeyValue("files", files)
                .addKeyValue("detail", failure.getMessage())
                .log(what + " changed and cannot be used; what was in use before stays in use");
    }

    private List<byte[]> read() {
        List<byte[]> contents = new ArrayList<>();
        for (Path file : files) {
            try {
                if (Files.size(file) > MAX_BYTES) {
                    throw new InvalidConfigException("The file " + file + " is too large for what it should be.");
                }
                contents.add(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new InvalidConfigException("The file " + file + " cannot be read.", e);
            }
        }
        return contents;
    }
}
