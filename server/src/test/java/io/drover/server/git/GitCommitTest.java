package io.drover.server.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;

/** Commits that no honest git writes. */
class GitCommitTest {

    private static GitCommit commit(String seconds, String message) {
        String person = "Olga <olga@example.com> " + seconds + " +0000";
        return GitCommit.of(RevCommit.parse(
                ("tree " + "0".repeat(40) + "\nauthor " + person + "\ncommitter " + person + "\n\n" + message)
                        .getBytes(UTF_8)));
    }

    @Test
    void message_cutWithinACharacter_cutBeforeIt() {
        String face = "\ud83d\ude00";

        assertThat(commit("0", "x".repeat(198) + face + face).message()).isEqualTo("x".repeat(198) + "\u2026");
        assertThat(commit("0", face.repeat(100)).message()).isEqualTo(face.repeat(100));
    }

    @Test
    void at_farFuture_lastDateThatCanBeTold() {
        assertThat(commit("99999999999999", "x").at()).isEqualTo("9999-12-31T23:59:59Z");
        assertThat(commit("0", "x").at()).isEqualTo(Instant.EPOCH);
    }
}
