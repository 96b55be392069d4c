package io.drover.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.failure.MalformedRequestException;
import io.drover.engine.failure.Violation;
import io.drover.model.decision.DecisionRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** What holds of all requests, tried on many that are made up from a seed. */
class RequestPropertiesTest {

    private static final int REQUESTS = 1_000;
    private static final int MUTATIONS_OF_EACH = 4;

    @Test
    void read_whatWasWritten_isTheRequestItWas() {
        RandomRequests requests = new RandomRequests(1);
        for (int i = 0; i < REQUESTS; i++) {
            DecisionRequest request = requests.next();

            byte[] written = DecisionJson.write(request);

            assertThat(RequestReader.read(written, RuleSetChecks.none()))
                    .as(() -> text(written))
                    .isEqualTo(request);
            assertThat(RequestReader.violations(written, RuleSetChecks.none()))
                    .as(() -> text(written))
                    .isEmpty();
        }
    }

    @Test
    void read_changedValues_bothRoadsAgree() {
        assertThat(acceptedMutations(Mutations::ofTree)).isBetween(400, 3_000);
    }

    @Test
    void read_changedBytes_bothRoadsAgree() {
        assertThat(acceptedMutations(Mutations::ofBytes)).isBetween(400, 3_000);
    }

    private static int acceptedMutations(BiFunction<Mutations, byte[], byte[]> mutate) {
        RandomRequests requests = new RandomRequests(2);
        Mutations mutations = new Mutations(3);
        byte[] example = TestData.bytes("requests/abm-in-market.json");
        int accepted = 0;
        for (int i = 0; i < REQUESTS; i++) {
            byte[] request = i % 2 == 0 ? example : DecisionJson.write(requests.next());
            for (int j = 0; j < MUTATIONS_OF_EACH; j++) {
                accepted += isAcceptedByBoth(mutate.apply(mutations, request)) ? 1 : 0;
            }
        }
        return accepted;
    }

    private static boolean isAcceptedByBoth(byte[] json) {
        DecisionRequest fast = RequestReader.readFast(json);
        List<Violation> violations = violations(json);
        if (fast == null) {
            assertThat(violations)
                    .as(() -> "only the fast road refuses " + text(json))
                    .isNotEmpty();
            return false;
        }
        assertThat(violations)
                .as(() -> "only the slow road refuses " + text(json))
                .isEmpty();
        assertThat(RequestReader.read(DecisionJson.write(fast), RuleSetChecks.none()))
                .as(() -> text(json))
                .isEqualTo(fast);
        return true;
    }

    private static List<Violation> violations(byte[] json) {
        try {
            return RequestReader.violations(json, RuleSetChecks.none());
        } catch (MalformedRequestException e) {
            assertThat(e.getMessage()).isNotEqualTo(TreeReader.UNEXPLAINED);
            assertThat(e.offset()).isBetween(0L, (long) json.length);
            return List.of(new Violation("", e.code(), "", null));
        }
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
