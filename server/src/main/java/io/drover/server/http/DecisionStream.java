package io.drover.server.http;

import io.drover.server.http.LineCutter.Line;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;

/**
 * One stream of lines and their answers, in turns: read some lines, have the workers answer them, write the answers, read
 * on. So a client that does not take its answers is not read from; it costs the memory of one turn, and no thread.
 *
 * <p>Belongs to the I/O thread of its connection; only the answering of a batch is elsewhere, and nothing happens here
 * meanwhile.
 */
final class DecisionStream {

    /** Enough lines, or bytes, to be worth a turn. */
    private static final int BATCH_LINES = 64;

    private static final int BATCH_BYTES = 64 * 1024;

    /** How long the client may go on sending after a stream ended early; closing at once would lose what it has to read. */
    private static final long LINGER_MILLIS = 1_000;

    private final HttpServerExchange exchange;
    private final StreamSourceChannel source;
    private final StreamSinkChannel sink;
    private final LineBatch.Answers answers;
    private final TimeoutHandler.Timer timer;
    private final LineCutter cutter;
    private final List<Line> lines = new ArrayList<>();
    private ByteBuffer toWrite = ByteBuffer.allocate(0);
    private @Nullable LineBatch batch;
    private boolean sourceAtEnd;
    private boolean stopping;
    private boolean over;

    /** A stream of {@code exchange}, not begun. */
    DecisionStream(HttpServerExchange exchange, int maxLineBytes, LineBatch.Answers answers) {
        this.exchange = exchange;
        this.source = exchange.getRequestChannel();
        this.sink = exchange.getResponseChannel();
        this.answers = answers;
        this.timer = TimeoutHandler.timerOf(exchange);
        this.cutter = new LineCutter(maxLineBytes, lines::add);
    }

    /** Begins, on the I/O thread. */
    void start() {
        source.getReadSetter().set(channel -> read());
        sink.getWriteSetter().set(channel -> write());
        read();
    }

    /** Ends as soon as the lines that are complete are answered. From any thread. */
    void stop() {
        exchange.getIoThread().execute(() -> {
            stopping = true;
            if (batch == null && !over) {
                read();
            }
        });
    }

    private void read() {
        try {
            if (!stopping) {
                takeWhatHasCome();
            }
        } catch (IOException e) {
            close(); // the client has gone, or sent what is no body
            return;
        }
        if (!lines.isEmpty()) {
            source.suspendReads();
            batch = new LineBatch(lines, answers);
            lines.clear();
            answer(batch);
        } else if (sourceAtEnd || stopping) {
            end();
        } else {
            source.resumeReads();
        }
    }

    private void takeWhatHasCome() throws IOException {
        try (PooledByteBuffer pooled =
                exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            long bytes = 0;
            while (!sourceAtEnd && lines.size() < BATCH_LINES && bytes < BATCH_BYTES) {
                int count = source.read(buffer.clear());
                if (count < 0) {
                    sourceAtEnd = true;
                    cutter.end();
                } else if (count == 0) {
                    return;
                } else {
                    timer.restart();
                    BodyLimitHandler.renew(exchange); // a stream may be of any length, only its lines may not
                    bytes += count;
                    cutter.add(buffer.flip());
                }
            }
        }
    }

    private void answer(LineBatch of) {
        timer.pause();
        try {
            of.answer(
                    exchange.getConnection().getWorker(),
                    () -> exchange.getIoThread().execute(() -> answered(of)));
        } catch (RejectedExecutionException e) {
            close(); // the server has stopped
        }
    }

    private void answered(LineBatch of) {
        timer.restart();
        toWrite = of.takeAnswers();
        write();
    }

    private void write() {
        LineBatch current = batch;
        try {
            while (toWrite.hasRemaining()) {
                if (sink.write(toWrite) == 0) {
                    sink.resumeWrites();
                    return;
                }
                timer.restart();
            }
            if (!sink.flush()) {
                sink.resumeWrites();
                return;
            }
        } catch (IOException e) {
            close();
            return;
        }
        sink.suspendWrites();
        if (current != null && !current.isDone()) {
            answer(current);
        } else if (current != null) {
            batch = null;
            read();
        }
    }

    private void end() {
        over = true;
        if (sourceAtEnd) {
            source.suspendReads();
            exchange.endExchange();
        } else {
            endEarly();
        }
    }

    /** Ends the answer, and then the connection, which still has a part of the request that nobody wants. */
    private void endEarly() {
        sink.getWriteSetter()
                .set(ChannelListeners.flushingChannelListener(
                        StreamSinkChannel::suspendWrites, (channel, failure) -> close()));
        source.getReadSetter()
                .set(ChannelListeners.drainListener(Long.MAX_VALUE, channel -> close(), (channel, failure) -> close()));
        try {
            sink.shutdownWrites();
            sink.resumeWrites();
            source.resumeReads();
        } catch (IOException e) {
            close();
            return;
        }
        exchange.getIoThread().executeAfter(this::close, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void close() {
        over = true;
        IoUtils.safeClose(exchange.getConnection());
        exchange.endExchange();
    }
}
