package io.drover.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.pack.Taxonomy;
import io.drover.model.decision.SubjectKind;
import io.drover.model.fact.RfmScore;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NeedTest {

    private static final Need SCORING = Need.of(new Taxonomy(
                    "rfm_segment",
                    Taxonomy.Level.SUBJECT,
                    Set.of(SubjectKind.CUSTOMER),
                    Taxonomy.Purpose.TREATMENT,
                    List.of(new Taxonomy.Value("Others", null)),
                    "Others",
                    List.of("rfm"),
                    null,
                    false,
                    false))
            .get(0);

    @Test
    void isMissing_noScoring_isTrue() {
        assertThat(SCORING.isMissing(List.of(), null)).isTrue();
    }

    @Test
    void isMissing_scoringWithAllScores_isFalse() {
        assertThat(SCORING.isMissing(List.of(scoring(1, 5, 3)), null)).isFalse();
    }

    @Test
    void isMissing_scoringThatLacksAScore_isTrue() {
        assertThat(SCORING.isMissing(List.of(scoring(null, 5, 3)), null)).isTrue();
        assertThat(SCORING.isMissing(List.of(scoring(1, null, 3)), null)).isTrue();
        assertThat(SCORING.isMissing(List.of(scoring(1, 5, null)), null)).isTrue();
    }

    private static RfmScore scoring(@Nullable Integer r, @Nullable Integer f, @Nullable Integer m) {
        return new RfmScore(r, f, m, null, null, null, null, null, null, null);
    }
}
