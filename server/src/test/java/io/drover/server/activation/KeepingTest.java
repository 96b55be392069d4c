package io.drover.server.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.server.SizePack;
import io.drover.server.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Revisions that serve are kept for a restart, if not at once then as soon as that is possible. */
class KeepingTest extends ActivationFixture {

    @Test
    void run_revisionCouldNotBeKept_keptWithoutAnEditOnceThereIsRoom() throws IOException {
        Path size = SizePack.copy(rules, "size");
        attempt();
        diskIsFull = true;
        threshold(size, 200);
        attempt();
        assertThat(codes("size")).contains("not-kept");
        assertThat(activation.isIncomplete()).as("tried again").isTrue();
        attempt();
        assertThat(codes("size")).contains("not-kept");

        diskIsFull = false;
        attempt();

        assertThat(codes("size")).doesNotContain("not-kept").contains("scenario-failed");
        assertThat(activation.isIncomplete()).isFalse();
        assertKept(holder.require().ruleSet().revision());
    }

    @Test
    void run_editAfterARevisionThatCouldNotBeKept_bothAreKept() throws IOException {
        Path size = SizePack.copy(rules, "size");
        Path weight = SizePack.copy(rules, "weight");
        attempt();
        diskIsFull = true;
        threshold(size, 200);
        attempt();
        String between = holder.require().ruleSet().revision();

        diskIsFull = false;
        threshold(weight, 200);
        attempt();

        assertThat(codes("size")).doesNotContain("not-kept");
        assertKept(between);
        assertKept(holder.require().ruleSet().revision());
    }

    @Test
    void run_lastGoodCannotBeRemembered_rememberedOnceItCan() throws IOException {
        SizePack.copy(rules, "size");
        Path lastGood = data().resolve("last-good.json");
        Files.createDirectories(lastGood.resolve("in the way"));
        attempt();
        assertThat(codes("size")).containsExactly("not-kept");
        assertThat(activation.isIncomplete()).isTrue();

        Trees.delete(lastGood);
        attempt();

        assertThat(codes("size")).isEmpty();
        assertThat(activation.hasLastGood()).isTrue();
    }

    /** As after a restart. */
    private void assertKept(String revision) {
        assertThat(new RevisionStore(data(), new CompiledPacks(CompiledPackStore.NONE)).ruleSet(revision))
                .isPresent();
    }
}
