package io.drover.bench.http;

import com.fasterxml.jackson.databind.ObjectReader;
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
import org.xnio.Options;

/**
 * The least that a server can do with a request for a decision: read the body, bind it to its type, and answer with the bytes
 * it was given at the start. With the HTTP options and the threads of the real server; a server that decides cannot be faster.
 */
public final class EchoServer {

    private static final ObjectReader READER = DecisionJson.mapper().readerFor(DecisionRequest.class);

    private final byte[] answer;

    private EchoServer(byte[] answer) {
        this.answer = answer;
    }

    /** Takes the file of the answer; says where it listens. */
    public static void main(String[] arguments) throws IOException {
        EchoServer echo = new EchoServer(Files.readAllBytes(Path.of(arguments[0])));
        int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
        HttpHandler onWorker = exchange -> exchange.getRequestReceiver().receiveFullBytes(echo::received);
        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(processors)
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

    private void received(HttpServerExchange exchange, byte[] body) {
        exchange.dispatch(() -> answer(exchange, body));
    }

    private void answer(HttpServerExchange exchange, byte[] body) {
        try {
            DecisionRequest request = READER.readValue(body);
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
