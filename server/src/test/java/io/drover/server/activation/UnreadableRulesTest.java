package io.drover.server.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.pack.PackProblem;
import io.drover.server.SizePack;
import io.drover.server.Trees;
import io.drover.server.activation.PackStatus.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What serves when folders, or all of the rules directory, cannot be read for a while. */
class UnreadableRulesTest extends ActivationFixture {

    @Test
    void run_folderCannotBeReadAtTheFirstStart_theOthersServe() throws IOException {
        SizePack.copy(rules, "size");
        unreadable("copy");
        unreadable("lost+found");

        attempt();

        assertThat(serving()).containsExactly("size");
        assertThat(status("copy").lastAttempt().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(status("copy").problems()).extracting(PackProblem::code).containsExactly("unreadable-folder");
        assertThat(status("copy").problems().get(0).message()).contains("\"copy\"");
        assertThat(holder.whyNotReady()).contains("copy").doesNotContain("lost+found");
    }

    @Test
    void run_folderBecomesUnreadable_itsRevisionAndTheChangesOfOthersServe() throws IOException {
        Path size = SizePack.copy(rules, "size");
        Path weight = SizePack.copy(rules, "weight");
        attempt();
        String sizeBefore = revision("size");
        String weightBefore = revision("weight");

        Files.move(size, directory.resolve("aside"));
        unreadable("size");
        threshold(weight, 200);
        attempt();

        assertThat(revision("size")).isEqualTo(sizeBefore);
        assertThat(status("size").lastAttempt().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(revision("weight")).isNotEqualTo(weightBefore);
        assertThat(status("weight").lastAttempt().outcome()).isEqualTo(Outcome.ACTIVATED);

        Files.delete(size);
        Files.move(directory.resolve("aside"), size);
        attempt();

        assertThat(status("size").lastAttempt().outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(status("size").problems()).isEmpty();
        assertThat(holder.whyNotReady()).isEmpty();
    }

    @Test
    void run_directoryCannotBeReadForAWhile_changesAreNotTiedByIt() throws IOException {
        SizePack.copy(rules, "size");
        Path weight = SizePack.copy(rules, "weight");
        attempt();
        String weightBefore = revision("weight");
        assertThat(activation.isIncomplete()).isFalse();

        Path aside = Files.move(rules, directory.resolve("aside"));
        Files.createSymbolicLink(rules, rules.getFileName());
        attempt();
        assertThat(activation.isIncomplete()).isTrue();
        assertThat(status("size").problems()).extracting(PackProblem::code).containsExactly("pack-gone");
        assertThat(holder.whyNotReady()).contains("cannot be read");

        Files.delete(rules);
        Files.move(aside, rules);
        damage(rules.resolve("size"));
        attempt();
        assertThat(status("size").lastAttempt().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(status("weight").lastAttempt().outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(status("weight").problems()).isEmpty();

        threshold(weight, 200);
        attempt();
        assertThat(revision("weight")).as("not tied to the broken one").isNotEqualTo(weightBefore);
    }

    @Test
    void run_directoryGoneAndBackAsItWas_statusesAreToo() throws IOException {
        SizePack.copy(rules, "size");
        attempt();
        Path aside = Files.move(rules, directory.resolve("aside"));
        attempt();
        assertThat(activation.isIncomplete())
                .as("a missing directory is no failure to read")
                .isFalse();
        assertThat(serving()).containsExactly("size");

        Files.move(aside, rules);
        attempt();

        assertThat(status("size").lastAttempt().outcome()).isEqualTo(Outcome.ACTIVATED);
        assertThat(status("size").problems()).isEmpty();
        assertThat(holder.whyNotReady()).isEmpty();
    }

    @Test
    void run_everyPackDeleted_theLastServeUntilThereIsOne() throws IOException {
        Path size = SizePack.copy(rules, "size");
        Trees.delete(SizePack.copy(rules, "weight"));
        attempt();
        Trees.delete(size);
        attempt();
        assertThat(serving()).containsExactly("size");

        SizePack.copy(rules, "weight");
        attempt();

        assertThat(serving()).containsExactly("weight");
    }

    /** A folder that cannot be looked into, not even by root: a link that leads round in circles. */
    private void unreadable(String folder) throws IOException {
        Files.createSymbolicLink(rules.resolve(folder), Path.of(folder));
    }

    private static void damage(Path pack) throws IOException {
        Files.writeString(pack.resolve("size.drl"), "package " + pack.getFileName() + "\nrule");
    }

    @Test
    void run_fileIsHalfWrittenOrReplacedByADirectory_theLastGoodServesAndTheFileIsNamed() throws IOException {
        Path size = SizePack.copy(rules, "size");
        attempt();
        String before = revision("size");
        Path drl = size.resolve("size.drl");
        String whole = Files.readString(drl);

        Files.writeString(drl, whole.substring(0, whole.length() / 2));
        attempt();
        assertThat(status("size").problems()).extracting(PackProblem::file).contains("size.drl");
        assertThat(revision("size")).isEqualTo(before);

        Files.delete(drl);
        Files.createDirectories(drl.resolve("inside"));
        attempt();
        assertThat(status("size").problems()).extracting(PackProblem::file).contains("size.drl");
        assertThat(status("size").lastAttempt().outcome()).isEqualTo(PackStatus.Outcome.REFUSED);
        assertThat(revision("size")).isEqualTo(before);

        Trees.delete(drl);
        Files.writeString(drl, whole);
        attempt();
        assertThat(codes("size")).isEmpty();
        assertThat(holder.whyNotReady()).isEmpty();
    }
}
