package io.drover.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.request.DecisionJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Talks to a server for commands. */
final class ServerClient {

    /**
     * What a server answers.
     *
     * @param tag the {@code ETag}; null: there is none
     */
    record Reply(int status, JsonNode body, @Nullable String tag) {

        boolean isWell() {
            return status / 100 == 2;
        }

        /** Why it is not well, in the words of the server. */
        String detail() {
            return body.path("detail").asText("The server answers with status " + status + ".");
        }
    }

    /** A compilation may take a while. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final URI server;
    private final @Nullable String token;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ServerClient(URI server, @Nullable String token) {
        this.server = server;
        this.token = token;
    }

    Reply get(String path) {
        return send(request(path).GET());
    }

    Reply postZip(String path, byte[] zip) {
        return send(request(path).header("Content-Type", "application/zip").POST(BodyPublishers.ofByteArray(zip)));
    }

    /** Puts {@code body} in place of what has the tag {@code ifMatch}; null: of nothing. */
    Reply put(String path, JsonNode body, @Nullable String ifMatch) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body.toString()));
        return send(ifMatch == null ? request : request.header("If-Match", ifMatch));
    }

    Reply delete(String path) {
        return delete(path, null);
    }

    /** Deletes what has the tag {@code ifMatch}; null: whatever it is. */
    Reply delete(String path, @Nullable String ifMatch) {
        HttpRequest.Builder request = request(path).DELETE();
        return send(ifMatch == null ? request : request.header("If-Match", ifMatch));
    }

    /** {@code text} as a part of a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            Optional<String> tag = response.headers().firstValue("ETag");
            JsonNode body = DecisionJson.mapper().readTree(response.body());
            return new Reply(response.statusCode(), body, tag.orElse(null));
        } catch (IOException e) {
            throw new CannotRunException(
                    "The server at " + server + " does not answer ("
                            + e.getClass().getSimpleName() + "); name another one with --server.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("Interrupted.", e);
        }
    }
}
