package io.drover.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.failure.DeadlineExceededException;
import io.drover.engine.failure.DecisionException;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.MalformedRequestException;
import io.drover.engine.failure.RuleFailedException;
import io.drover.engine.failure.Violation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTypeTest {

    @Test
    void of_everyFailureOfADecision_hasATypeOfItsOwn() {
        List<DecisionException> failures = List.of(
                new MalformedRequestException("", 0, 1, 1),
                new InvalidRequestException(List.of(new Violation("", "x", "", null))),
                new RuleFailedException("p", "r", "1", "threw.", null),
                new DeadlineExceededException(Duration.ofSeconds(1)));

        assertThat(failures).hasSize(DecisionException.class.getPermittedSubclasses().length);
        assertThat(failures)
                .extracting(failure -> ProblemType.of(failure.code()))
                .containsExactly(
                        ProblemType.MALFORMED_JSON,
                        ProblemType.INVALID_REQUEST,
                        ProblemType.RULE_FAILED,
                        ProblemType.DEADLINE);
    }

    @Test
    void of_unknownCode_internal() {
        assertThat(ProblemType.of("something-new")).isEqualTo(ProblemType.INTERNAL);
    }
}
