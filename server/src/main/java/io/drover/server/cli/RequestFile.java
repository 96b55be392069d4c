package io.drover.server.cli;

import io.drover.server.http.LineCutter;
import io.drover.server.http.LineCutter.Line;
import io.drover.server.impact.RequestSource;
import io.drover.server.impact.SubjectScan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file with a decision request a line. */
final class RequestFile implements RequestSource {

    private static final int MAX_LINE_BYTES = 1024 * 1024;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final byte[] NOTHING = {};

    private final Path file;

    RequestFile(Path file) {
        this.file = file;
    }

    @Override
    public Rest forEach(Consumer<Item> receiver) throws IOException {
        LineCutter lines = new LineCutter(MAX_LINE_BYTES, line -> receiver.accept(item(line)));
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                lines.add(ByteBuffer.wrap(chunk, 0, count));
            }
        }
        lines.end();
        return new Rest(0, 0);
    }

    /** A line that is too long is empty, and so no request. */
    private static Item item(Line line) {
        byte[] given = line.text();
        byte[] text = given == null ? NOTHING : given;
        return new Item(
                line.number(), "line " + line.number(), SubjectScan.of(text).orElse(null), text);
    }
}
