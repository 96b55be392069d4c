package io.drover.server.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchFileTest {

    private static final Instant NOW = Instant.parse("2026-05-15T12:00:00Z");
    private static final TreatmentSwitch OFF = new TreatmentSwitch("call", false, "Ärger", NOW, "ann", "r-1");
    private static final TreatmentSwitch ON = new TreatmentSwitch("call", true, "over", NOW.plusMillis(1), null, null);

    @TempDir
    Path data;

    private boolean diskIsFull;

    private SwitchFile file() {
        return new SwitchFile(data, path -> {
            if (diskIsFull) {
                throw new IOException("No space left on device");
            }
        });
    }

    private Path path() {
        return data.resolve("treatment-switches.ndjson");
    }

    /** A file as after a restart. */
    private List<TreatmentSwitch> readAgain() throws IOException {
        return file().read();
    }

    @Test
    void read_noFile_nothingAndNoneIsMade() throws IOException {
        assertThat(file().read()).isEmpty();
        assertThat(path()).doesNotExist();
    }

    @Test
    void append_several_areReadInTheirOrder() throws IOException {
        SwitchFile file = file();
        file.read();
        file.append(OFF);
        file.append(ON);

        assertThat(readAgain()).containsExactly(OFF, ON);
    }

    @Test
    void append_diskIsFull_leavesTheFileAsItWas() throws IOException {
        SwitchFile file = file();
        file.read();
        file.append(OFF);
        diskIsFull = true;
        assertThatThrownBy(() -> file.append(ON)).isInstanceOf(IOException.class);

        assertThat(readAgain()).containsExactly(OFF);
        diskIsFull = false;
        file.append(ON);
        assertThat(readAgain()).containsExactly(OFF, ON);
    }

    @Test
    void read_lastLineIsTornAnywhere_thoseBeforeAreThereAndTheNextIsWhole() throws IOException {
        file().append(OFF);
        byte[] whole = Files.readAllBytes(path());
        for (int length = 1; length < whole.length; length += 9) {
            Files.write(path(), whole);
            Files.write(path(), Arrays.copyOf(whole, length), StandardOpenOption.APPEND);
            SwitchFile file = file();

            assertThat(file.read()).containsExactly(OFF);
            file.append(ON);
            assertThat(readAgain()).containsExactly(OFF, ON);
        }
    }

    @Test
    void read_zerosAtTheEndAfterAPowerCut_arePassedOver() throws IOException {
        file().append(OFF);
        Files.write(path(), new byte[4096], StandardOpenOption.APPEND);

        assertThat(readAgain()).containsExactly(OFF);
    }

    @Test
    void read_wholeLineIsDamaged_refusesAndSaysWhere() throws IOException {
        file().append(OFF);
        Files.writeString(path(), "{\"key\":\"x\"}\n", StandardOpenOption.APPEND);

        assertThatThrownBy(this::readAgain)
                .isInstanceOf(SwitchFile.DamagedException.class)
                .hasMessageStartingWith("Line 2 of " + path().toAbsolutePath());
    }

    @Test
    void append_somebodyRemovedTheFile_isWrittenNevertheless() throws IOException {
        SwitchFile file = file();
        file.append(OFF);
        Files.delete(path());
        file.append(ON);

        assertThat(readAgain()).containsExactly(ON);
    }
}
