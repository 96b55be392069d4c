package io.drover.engine.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drover.engine.failure.DecisionException;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.MalformedRequestException;
import io.drover.engine.failure.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request in {@code test-data/requests/bad} is refused for exactly the reasons in the file beside it. */
class BadRequestsTest {

    private static final Path FOLDER = TestData.path("requests/bad");
    private static final ObjectMapper PLAIN = new ObjectMapper();

    static Stream<String> requests() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".expect.json"))
                    .map(name -> name.replace(".json", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void read_badRequest_saysWhatIsExpected(String name) throws IOException {
        JsonNode expected = PLAIN.readTree(FOLDER.resolve(name + ".expect.json").toFile());

        DecisionException failure = failureOf(name);

        JsonNode found = PLAIN.readTree(PLAIN.writeValueAsBytes(summary(failure)));
        assertThat(found.toPrettyString()).isEqualTo(expected.toPrettyString());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void read_badRequest_detailsAreSentencesAndSuggestionsAreThere(String name) throws IOException {
        DecisionException failure = failureOf(name);

        assertThat(failure.getMessage()).endsWith(".");
        if (failure instanceof InvalidRequestException invalid) {
            for (Violation violation : invalid.violations()) {
                assertThat(violation.detail()).matches("\\S.*\\.");
                assertThat(violation.suggestion()).isNotBlank();
            }
        }
    }

    @Test
    void read_allBadRequests_everyCodeIsAmongThem() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (String name : requests().toList()) {
            if (failureOf(name) instanceof InvalidRequestException invalid) {
                invalid.violations().forEach(violation -> codes.add(violation.code()));
            }
        }

        assertThat(codes)
                .containsExactly(
                        "bad-currency",
                        "bad-date",
                        "bad-instant",
                        "bad-timezone",
                        "blank-id",
                        "blank-purpose",
                        "both-subjects",
                        "duplicate-id",
                        "duplicate-key",
                        "empty-packs",
                        "expires-too-early",
                        "missing-field",
                        "no-subject",
                        "null-item",
                        "out-of-range",
                        "unknown-contact",
                        "unknown-field",
                        "unknown-value",
                        "wrong-id",
                        "wrong-type");
    }

    private static DecisionException failureOf(String name) throws IOException {
        byte[] json = Files.readAllBytes(FOLDER.resolve(name + ".json"));
        DecisionException failure =
                catchThrowableOfType(DecisionException.class, () -> RequestReader.read(json, RuleSetChecks.none()));
        assertThat(failure).as(name).isNotNull();
        return failure;
    }

    private static Object summary(DecisionException failure) {
        if (failure instanceof MalformedRequestException malformed) {
            return new Malformed(malformed.code(), malformed.offset(), malformed.line(), malformed.column());
        }
        List<Place> places = new ArrayList<>();
        if (failure instanceof InvalidRequestException invalid) {
            invalid.violations().forEach(violation -> places.add(new Place(violation.pointer(), violation.code())));
        }
        return new Invalid(failure.code(), places);
    }

    private record Malformed(String code, long offset, int line, int column) {}

    private record Invalid(String code, List<Place> violations) {}

    private record Place(String pointer, String code) {}
}
