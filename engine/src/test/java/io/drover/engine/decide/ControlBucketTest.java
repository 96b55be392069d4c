package io.drover.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drover.model.decision.Subject;
import io.drover.model.decision.SubjectKind;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ControlBucketTest {

    /** Worked out by another program; whoever changes them moves people in and out of control groups. */
    @ParameterizedTest
    @CsvSource({
        "CUSTOMER, jo, 5161",
        "CUSTOMER, kim, 8915",
        "CUSTOMER, müller, 1976",
        "ACCOUNT, jo, 729",
        "ACCOUNT, acme, 7404",
        "ACCOUNT, 7, 8651"
    })
    void of_knownSubjects_areWhereTheyWere(SubjectKind kind, String id, int bucket) {
        assertThat(ControlBucket.of(new Subject(kind, id))).isEqualTo(bucket);
    }

    @ParameterizedTest
    @EnumSource
    void of_manySubjects_aTenthIsInTheFirstTenth(SubjectKind kind) {
        long inGroup = IntStream.range(0, 100_000)
                .filter(i -> ControlBucket.of(new Subject(kind, "id-" + i)) < 1_000)
                .count();

        assertThat(inGroup / 100_000.0 * 100).isCloseTo(10, within(0.3));
    }

    @Test
    void of_anySubject_isWithinTheBuckets() {
        assertThat(IntStream.range(0, 10_000).map(i -> ControlBucket.of(new Subject(SubjectKind.CUSTOMER, "x" + i))))
                .allMatch(bucket -> bucket >= 0 && bucket < 10_000);
    }
}
