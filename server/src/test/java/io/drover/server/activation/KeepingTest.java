package io.drover.server.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.server.SizePack;
import io.drover.server.Trees;
import io.drover.server.audit.AuditEntry;
import io.drover.server.audit.AuditEvent;
import io.drover.server.audit.AuditVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Revisions that serve are kept for a restart, if not at once then as soon as that is possible. */
class KeepingTest extends ActivationFixture {

    @Test
    void run_revisionCannotBeKept_theOldServesAndTheNewFollowsOnceThereIsRoom() throws IOException {
        Path size = SizePack.copy(rules, "size");
        attempt();
        String before = revision("size");
        diskIsFull = true;
        threshold(size, 200);
        attempt();
        assertThat(revision("size")).isEqualTo(before);
        assertThat(codes("size")).containsExactlyInAnyOrder("not-kept", "waits");
        assertThat(status("size").lastAttempt().outcome()).isEqualTo(PackStatus.Outcome.WAITING);
        assertThat(activation.isIncomplete()).as("tried again").isTrue();
        attempt();
        assertThat(codes("size")).contains("not-kept");

        diskIsFull = false;
        attempt();

        assertThat(revision("size")).isNotEqualTo(before);
        assertThat(codes("size")).isNotEmpty().containsOnly("scenario-failed");
        assertThat(activation.isIncomplete()).isFalse();
        assertKept(holder.require().ruleSet().revision());
    }

    @Test
    void run_firstRevisionCannotBeKept_servesAndIsKeptOnceThereIsRoom() throws IOException {
        SizePack.copy(rules, "size");
        diskIsFull = true;
        attempt();
        assertThat(serving()).containsExactly("size");
        assertThat(codes("size")).containsExactly("not-kept");
        assertThat(activation.isIncomplete()).isTrue();

        diskIsFull = false;
        attempt();

        assertThat(codes("size")).isEmpty();
        assertThat(audit.since(null)).extracting(AuditEntry::event).containsExactly(AuditEvent.ACTIVATION);
        assertKept(holder.require().ruleSet().revision());
    }

    @Test
    void run_lastGoodCannotBeWritten_theRecordSaysThatItWasUndone() throws IOException {
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
        assertThat(audit.since(null))
                .extracting(AuditEntry::event)
                .containsExactly(AuditEvent.ACTIVATION, AuditEvent.UNDONE, AuditEvent.ACTIVATION);
        assertThat(AuditVerification.of(data(), null).brokenLine()).isNull();
    }

    /** As after a restart. */
    private void assertKept(String revision) {
        assertThat(new RevisionStore(data(), new CompiledPacks(CompiledPackStore.NONE)).ruleSet(revision))
                .isPresent();
    }
}
