package io.drover.model.conclusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.model.fact.Signal;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PointsTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-05-15T00:00:00Z");

    private static Points points(String id, String page) {
        Signal signal = new Signal(id, null, "page.viewed", MIDNIGHT, null, Map.of("page", page), null);
        return new Points("intent", signal, 5, "7d");
    }

    @Test
    void hashCode_manyOfOneInstant_tellsThemApart() {
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            hashes.add(points("e" + i, "pricing").hashCode());
            hashes.add(points("", "page-" + i).hashCode());
        }

        assertThat(hashes).hasSizeGreaterThan(1_900);
    }

    @Test
    void hashCode_equalPoints_equal() {
        assertThat(points("e1", "pricing"))
                .isEqualTo(points("e1", "pricing"))
                .hasSameHashCodeAs(points("e1", "pricing"));
    }
}
