package io.drover.bench.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.drover.bench.byhand.RulesByHand;
import io.drover.bench.synthetic.SyntheticPack;
import io.drover.bench.synthetic.Weight;
import io.drover.engine.request.DecisionJson;
import io.drover.model.decision.DecisionRequest;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Consumer;
import org.xnio.Options;

/**
 * The least that a server can do with a request for a decision: read the body, bind it to its type, and answer with the bytes
 * it was given at the start. With the HTTP options and the threads of the real server; a server that decides cannot be faster.
 * To compare with, it can also evaluate the request by hand-written rules on Drools alone, and write and hash what these conclude.
 */
public final class EchoServer {

    private static final ObjectReader READER = DecisionJson.mapper().readerFor(DecisionRequest.class);
    private static final ObjectWriter CONCLUSIONS = DecisionJson.mapper().writer();

    /** What is done with a request before it is answered. */
    enum Work {
        /** Nothing. */
        NONE,
        /** It is evaluated by rules on Drools alone, in a new session. */
        FRESH,
        /** The same, in a session out of a pool. */
        POOLED,
        /** The same; what was concluded is also written as JSON, and this and the request are hashed, as for a log. */
        HASHED
    }

    /** What was hashed last: where results go nowhere, the JVM leaves the work out. */
    @SuppressWarnings("UnusedVariable")
    private static volatile byte[] hashed = {};

    private final byte[] answer;
    private final Consumer<DecisionRequest> work;

    private EchoServer(byte[] answer, Consumer<DecisionRequest> work) {
        this.answer = answer;
        this.work = work;
    }

    /** The arguments of one whose rules are those of the pack {@code p1} of such a weight and number. */
    static List<String> arguments(Path answer, Work work, Weight weight, int rules) {
        return List.of(answer.toString(), work.name(), weight.name(), Integer.toString(rules));
    }

    /** Takes what {@link #arguments} gives; says where it listens. */
    public static void main(String[] arguments) throws IOException {
        SyntheticPack pack = SyntheticPack.of(Weight.valueOf(arguments[2]), "p1", Integer.parseInt(arguments[3]), 1, 1);
        EchoServer echo =
                new EchoServer(Files.readAllBytes(Path.of(arguments[0])), work(Work.valueOf(arguments[1]), pack));
        int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
        HttpHandler onWorker = exchange -> exchange.getRequestReceiver().receiveFullBytes(echo::received);
        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(Math.max(1, processors / 2))
                .setWorkerThreads(processors)
                .setSocketOption(Options.TCP_NODELAY, true)
                .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 10_000)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 60_000)
                .setServerOption(UndertowOptions.IDLE_TIMEOUT, 60_000)
                .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
                .setHandler(onWorker)
                .build();
        undertow.start();
        InetSocketAddress address =
                (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
        System.out.println("listening on http://127.0.0.1:" + address.getPort());
    }

    private static Consumer<DecisionRequest> work(Work work, SyntheticPack pack) {
        if (work == Work.NONE) {
            return request -> {};
        }
        RulesByHand rules = new RulesByHand(pack);
        return switch (work) {
            case FRESH -> rules::inFreshSession;
            case HASHED -> request -> writeAndHash(request, rules.inPooledSession(request));
            default -> rules::inPooledSession;
        };
    }

    private static void writeAndHash(DecisionRequest request, List<Object> concluded) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            hashed = sha256.digest(DecisionJson.write(request));
            hashed = sha256.digest(json(concluded));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] json(List<Object> concluded) {
        try {
            return CONCLUSIONS.writeValueAsBytes(concluded);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("conclusions that are no JSON", e);
        }
    }

    private void received(HttpServerExchange exchange, byte[] body) {
        exchange.dispatch(() -> answer(exchange, body));
    }

    private void answer(HttpServerExchange exchange, byte[] body) {
        try {
            DecisionRequest request = READER.readValue(body);
            work.accept(request);
            exchange.setStatusCode(request.account() == null ? 422 : 200);
        } catch (IOException e) {
            exchange.setStatusCode(400);
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        // As the server does: written by the I/O thread.
        exchange.dispatch(
                exchange.getIoThread(), () -> exchange.getResponseSender().send(ByteBuffer.wrap(answer)));
    }
}
