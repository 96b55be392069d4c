package io.drover.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.request.DecisionJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Asks a server for decisions, as any application would: what a busy server has no time for is asked again. */
final class DecisionClient {

    private static final int AT_ONCE = 4;
    private static final int UNAVAILABLE = 503;
    private static final int MOST_AGAIN = 10;

    private final URI decisions;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A client of the server at {@code server}. */
    DecisionClient(URI server) {
        this.decisions = server.resolve("/v1/decisions");
    }

    /** The decisions asked for, in the order of the questions. */
    List<Answer> decide(List<Question> questions) {
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Answer>> calls = new ArrayList<>();
            questions.forEach(question -> calls.add(() -> decide(question, decisions)));
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : callers.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DemoFailedException failed) {
                throw failed;
            }
            throw new DemoFailedException("The server did not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailedException("The demonstration was interrupted.", e);
        } finally {
            callers.shutdownNow();
        }
    }

    /** The decision asked for, with its explanation. */
    Answer explain(Question question) {
        try {
            return decide(question, URI.create(decisions + "?explain=true"));
        } catch (IOException e) {
            throw new DemoFailedException("The server did not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailedException("The demonstration was interrupted.", e);
        }
    }

    private Answer decide(Question question, URI where) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(where)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(question.request()))
                .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        for (int again = 0; response.statusCode() == UNAVAILABLE && again < MOST_AGAIN; again++) {
            TimeUnit.SECONDS.sleep(
                    response.headers().firstValueAsLong("Retry-After").orElse(1));
            response = http.send(request, BodyHandlers.ofByteArray());
        }
        JsonNode answer = DecisionJson.mapper().readTree(response.body());
        if (response.statusCode() != 200) {
            throw new DemoFailedException(
                    "The server refused a request of the demonstration: " + answer.toPrettyString());
        }
        return new Answer(question, answer);
    }
}
