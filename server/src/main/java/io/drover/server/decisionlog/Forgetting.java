package io.drover.server.decisionlog;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.request.DecisionJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the facts of one subject out of the log, also while a server writes it. The newest segment is closed by beginning a
 * new one, under the lock of those who append; then every segment that has such facts is written anew beside the old one,
 * and takes its place in one step. Whoever ends this half-way leaves each segment old or new.
 */
public final class Forgetting {

    /** Held by one who forgets: two would undo each other's work. */
    private static final String FORGET_LOCK = "forget.lock";

    private static final String SUFFIX = ".forgetting";

    /** Whose facts are forgotten. */
    public enum Kind {
        ACCOUNT,
        CUSTOMER,
        /** Somebody who is a contact of the subject; all facts of the decisions about the subject go. */
        CONTACT
    }

    /**
     * What was done.
     *
     * @param forgotten decisions that no longer have their facts
     * @param torn lines that were no decisions, and were removed since facts may be in them
     * @param files that were written anew
     */
    public record Outcome(int forgotten, int torn, int files) {}

    private final Path directory;
    private final Kind kind;
    private final String id;

    /** To forget {@code id} in the log in {@code directory}. */
    public Forgetting(Path directory, Kind kind, String id) {
        this.directory = directory;
        this.kind = kind;
        this.id = id;
    }

    /** Forgets what was decided until now. */
    public Outcome run() throws IOException {
        if (!Files.isDirectory(directory)) {
            return new Outcome(0, 0, 0);
        }
        try (DirectoryLock alone = DirectoryLock.in(directory, FORGET_LOCK)) {
            return alone.whileHeld(this::rewriteAll);
        }
    }

    private Outcome rewriteAll() throws IOException {
        removeRemains();
        Count count = new Count();
        for (Segment segment : closedSegments()) {
            try {
                rewrite(segment, count);
            } catch (NoSuchFileException e) {
                // It has become too old meanwhile.
            }
        }
        return new Outcome(count.forgotten, count.torn, count.files);
    }

    /** All segments there are, once nobody appends to them any more. */
    private List<Segment> closedSegments() throws IOException {
        try (DirectoryLock append = DirectoryLock.in(directory, SegmentWriter.APPEND_LOCK)) {
            return append.whileHeld(() -> {
                List<Segment> segments = Segment.list(directory);
                if (!segments.isEmpty()) {
                    Segment newest = segments.get(segments.size() - 1);
                    if (Files.size(newest.path()) == 0) {
                        return segments.subList(0, segments.size() - 1); // the server goes on in it
                    }
                    Files.createFile(newest.next().path());
                    giveToOwner(newest.next().path());
                }
                return segments;
            });
        }
    }

    /** Whoever forgets, often the administrator of the machine, may be another user than the server, which must go on writing. */
    private void giveToOwner(Path file) throws IOException {
        UserPrincipal owner = Files.getOwner(directory);
        if (!Files.getOwner(file).equals(owner)) {
            Files.setOwner(file, owner);
        }
    }

    private void rewrite(Segment segment, Count count) throws IOException {
        Count here = new Count();
        try (SegmentFile file = SegmentFile.open(segment.path())) {
            here.torn += file.tail() > 0 ? 1 : 0;
            file.forEachLine(line -> without(line, here));
            if (here.forgotten + here.torn == 0) {
                return;
            }
            Path beside = segment.path().resolveSibling(segment.path().getFileName() + SUFFIX);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside))) {
                Count again = new Count();
                file.forEachLine(line -> write(out, without(line, again)));
            }
            try (FileChannel written = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            giveToOwner(beside);
            Files.move(beside, segment.path(), StandardCopyOption.ATOMIC_MOVE);
        }
        syncDirectory();
        count.forgotten += here.forgotten;
        count.torn += here.torn;
        count.files++;
    }

    /** The line as it stays, with its end; empty: it goes. */
    private byte[] without(byte[] line, Count count) {
        LogLine parsed = LogLine.parse(line).orElse(null);
        if (parsed == null) {
            count.torn++;
            return new byte[0];
        }
        if (!parsed.isWhole() || !isAbout(parsed)) {
            byte[] same = Arrays.copyOf(line, line.length + 1);
            same[line.length] = '\n';
            return same;
        }
        count.forgotten++;
        return LogLine.of(parsed.entry().forgotten()).bytes();
    }

    private boolean isAbout(LogLine line) {
        if (kind != Kind.CONTACT) {
            return line.entry().subject().kind().name().equals(kind.name())
                    && line.entry().subject().id().equals(id);
        }
        try {
            JsonNode contacts = DecisionJson.mapper().readTree(line.request()).path("contacts");
            for (JsonNode contact : contacts) {
                if (contact.path("id").asText().equals(id)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("a request in the log that is no JSON", e);
        }
    }

    private static void write(OutputStream out, byte[] line) {
        try {
            out.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What somebody left who was ended half-way. */
    private void removeRemains() throws IOException {
        try (var files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void syncDirectory() throws IOException {
        try (FileChannel open = FileChannel.open(directory, StandardOpenOption.READ)) {
            open.force(true);
        }
    }

    private static final class Count {
        private int forgotten;
        private int torn;
        private int files;
    }
}
