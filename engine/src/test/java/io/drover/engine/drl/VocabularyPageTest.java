package io.drover.engine.drl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The page about the vocabulary says what the model says; with {@code -Ddrover.write-vocabulary=true} it is written again. */
class VocabularyPageTest {

    private static final Path PAGE = Path.of("..", "docs", "guide", "vocabulary.md");

    @Test
    void page_madeAgain_isTheOneThatIsThere() throws IOException {
        String page = VocabularyPage.text();
        if (Boolean.getBoolean("drover.write-vocabulary")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("the model has changed; docs/guide/README.md says how to write the page again")
                .isEqualTo(page);
    }

    @Test
    void page_everyTypeOfRules_isOnIt() {
        Set<String> types = new TreeSet<>(ModelTypes.READABLE.keySet());
        types.addAll(ModelTypes.PROPOSALS.keySet());

        assertThat(VocabularyPage.types()).containsExactlyInAnyOrderElementsOf(types);
    }
}
