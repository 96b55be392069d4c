package io.drover.engine.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    private static final List<String> KNOWN = List.of("employees", "industry", "name");

    @Test
    void of_misspelt_nearestOfAll() {
        assertThat(NearestName.of("employes", KNOWN)).contains("employees");
        assertThat(NearestName.of("Industry", KNOWN)).contains("industry");
    }

    @Test
    void of_nothingNear_empty() {
        assertThat(NearestName.of("colour", KNOWN)).isEmpty();
        assertThat(NearestName.of("", List.of())).isEmpty();
    }

    @Test
    void remedy_nothingNear_namesAllThatIsKnown() {
        assertThat(NearestName.remedy("employes", KNOWN, "Use one of these")).isEqualTo("Did you mean \"employees\"?");
        assertThat(NearestName.remedy("colour", KNOWN, "Use one of these"))
                .isEqualTo("Use one of these: employees, industry, name.");
        assertThat(NearestName.remedy("colour", List.of(), "Define it")).isEqualTo("Define it.");
    }
}
