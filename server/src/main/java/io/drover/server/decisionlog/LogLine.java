package io.drover.server.decisionlog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.drover.engine.request.DecisionJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One decision as the log has it: a JSON object that begins with the decision's id and, where facts are logged whole, ends
 * with the request and the answer, byte for byte.
 *
 * @param request the request in its canonical form; empty where it is not logged
 * @param answer the answer without its {@code decisionId}; empty where it is not logged
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
public record LogLine(LogEntry entry, byte[] request, byte[] answer) {

    static final String START = "{\"decisionId\":\"";
    static final int ID_LENGTH = 36;

    /** Stands where the id will, until there is one. */
    private static final String NO_ID = "0".repeat(ID_LENGTH);

    private static final byte[] NONE = {};
    private static final byte[] REQUEST = ascii(",\"request\":");
    private static final byte[] ANSWER = ascii(",\"answer\":");
    private static final byte[] END = ascii("}\n");

    /** Reads what the server itself wrote, so without the limits for what callers send. */
    private static final JsonFactory PARSERS = new JsonFactory();

    private static final ObjectWriter WRITER = DecisionJson.mapper().writerFor(LogEntry.class);
    private static final ObjectReader READER = DecisionJson.mapper().readerFor(LogEntry.class);

    /** The line of {@code decision}, with its end, and with room for the id that {@link #putId} writes. */
    static byte[] of(LoggedDecision decision, Instant time, LogEntry.Facts facts) {
        byte[] request = DecisionJson.write(decision.request());
        return new LogLine(decision.entry(NO_ID, time, request, facts), request, decision.answer()).bytes();
    }

    /** Makes {@code line} that of the decision {@code id}. */
    static void putId(byte[] line, String id) {
        System.arraycopy(ascii(id), 0, line, START.length(), ID_LENGTH);
    }

    /** A line of {@code entry} alone. */
    static LogLine of(LogEntry entry) {
        return new LogLine(entry, NONE, NONE);
    }

    /** Whether it can be decided again. */
    public boolean isWhole() {
        return entry.facts() == LogEntry.Facts.WHOLE;
    }

    /** The line as it is written, with its end. */
    byte[] bytes() {
        try {
            byte[] head = WRITER.writeValueAsBytes(entry);
            ByteArrayOutputStream line = new ByteArrayOutputStream(head.length + request.length + answer.length + 32);
            line.write(head, 0, head.length - 1);
            if (isWhole()) {
                line.writeBytes(REQUEST);
                line.writeBytes(request);
                line.writeBytes(ANSWER);
                line.writeBytes(answer);
            }
            line.writeBytes(END);
            return line.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("an entry that is no JSON", e);
        }
    }

    /** The decision's id at the start of {@code line}; empty where it is no line of a decision, or not all of one. */
    static Optional<String> idOf(byte[] line, int offset, int length) {
        if (length < START.length() + ID_LENGTH + 1) {
            return Optional.empty();
        }
        String start = new String(line, offset, START.length() + ID_LENGTH, StandardCharsets.ISO_8859_1);
        return start.startsWith(START)
                ? Optional.of(start.substring(START.length())).filter(DecisionIds::isId)
                : Optional.empty();
    }

    /** The decision of {@code line}; empty where the line is torn. */
    static Optional<LogLine> parse(byte[] line) {
        if (idOf(line, 0, line.length).isEmpty() || line[line.length - 1] != '}') {
            return Optional.empty();
        }
        try (JsonParser parser = PARSERS.createParser(line)) {
            byte[] request = NONE;
            byte[] answer = NONE;
            int headEnd = line.length - 1;
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                if (value == JsonToken.START_OBJECT && name.equals("request")) {
                    request = Arrays.copyOfRange(line, start, end(parser));
                    headEnd = start - REQUEST.length;
                } else if (value == JsonToken.START_OBJECT && name.equals("answer")) {
                    answer = Arrays.copyOfRange(line, start, end(parser));
                }
            }
            if (parser.nextToken() != null) {
                return Optional.empty(); // two lines in one: the first has lost its end
            }
            byte[] head = Arrays.copyOf(line, headEnd + 1);
            head[headEnd] = '}';
            LogLine parsed = new LogLine(READER.readValue(head), request, answer);
            boolean complete = !parsed.isWhole() || (request.length > 0 && answer.length > 0);
            return complete ? Optional.of(parsed) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int end(JsonParser parser) {
        return (int) parser.currentLocation().getByteOffset();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
