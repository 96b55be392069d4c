package io.drover.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.request.DecisionJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Asks one server for single things. Thread-safe. */
final class DroverClient {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long BETWEEN_LOOKS = 20;
    private static final int COLD_TRIES = 60;
    private static final long BETWEEN_TRIES = 500;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;

    DroverClient(URI server) {
        this.server = server;
    }

    /** The answer to {@code request}, asked again while the server, still cold or flooded, refuses for now. */
    byte[] decide(byte[] request) {
        HttpResponse<byte[]> response = post(request);
        for (int more = COLD_TRIES; response.headers().firstValue("Retry-After").isPresent() && more > 0; more--) {
            pause(BETWEEN_TRIES);
            response = post(request);
        }
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + new String(response.body(), UTF_8));
        }
        return response.body();
    }

    private HttpResponse<byte[]> post(byte[] request) {
        return post(request, false);
    }

    /** Whatever the server answers to {@code request}. */
    HttpResponse<byte[]> post(byte[] request, boolean explained) {
        return send(HttpRequest.newBuilder(server.resolve("/v1/decisions" + (explained ? "?explain=true" : "")))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request)));
    }

    /** What is at {@code path}, as it comes. */
    byte[] get(String path) {
        HttpResponse<byte[]> response =
                send(HttpRequest.newBuilder(server.resolve(path)).GET());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + response.statusCode());
        }
        return response.body();
    }

    /** What the server says of a pack. */
    JsonNode pack(String name) {
        return json(
                send(HttpRequest.newBuilder(server.resolve("/v1/packs/" + name)).GET())
                        .body());
    }

    static JsonNode json(byte[] bytes) {
        try {
            return DecisionJson.mapper().readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until what the server says of a pack is as wanted. */
    JsonNode await(String pack, Predicate<JsonNode> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode status = pack(pack);
        while (!wanted.test(status)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The pack " + pack + " is still " + status);
            }
            pause(BETWEEN_LOOKS);
            status = pack(pack);
        }
        return status;
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
