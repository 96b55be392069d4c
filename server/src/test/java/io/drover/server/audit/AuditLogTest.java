package io.drover.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.server.audit.AuditEntry.AuditedChange;
import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

    private static final Instant NOW = Instant.parse("2026-05-15T12:00:00Z");

    @TempDir
    Path data;

    private boolean diskIsFull;

    private AuditLog log(@Nullable AuditMark mark) throws IOException {
        DurableFiles.Disk disk = path -> {
            if (diskIsFull) {
                throw new IOException("No space left on device");
            }
        };
        AuditLog log = new AuditLog(data, disk, Clock.fixed(NOW, ZoneOffset.UTC));
        log.open(mark);
        return log;
    }

    private static AuditDraft draft(String reason) {
        return AuditDraft.ofPacks(
                NOW,
                AuditEvent.ACTIVATION,
                new Author("olga", "r-1"),
                reason,
                List.of(new AuditedChange("size", null, "3f9c")));
    }

    private Path file() {
        return data.resolve("audit.ndjson");
    }

    private AuditVerification verified() throws IOException {
        return AuditVerification.of(data, null);
    }

    private static void three(AuditLog log) throws IOException {
        for (String reason : List.of("one", "two", "three")) {
            log.append(draft(reason));
        }
    }

    @Test
    void append_lines_eachCarriesTheHashOfTheOneBeforeAcrossARestart() throws IOException {
        AuditLog log = log(null);
        log.append(draft("one"));
        AuditMark mark = log.append(draft("two"));

        AuditLog again = log(mark);
        assertThat(again.append(draft("three")).sequence()).isEqualTo(3);

        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("\"previous\":\"" + "0".repeat(64));
        assertThat(lines.get(2)).contains(mark.sha256());
        assertThat(verified().brokenLine()).isNull();
        assertThat(verified().sentence()).startsWith("3 lines, each with the hash of the one before.");
        assertThat(again.before(Long.MAX_VALUE, 2))
                .extracting(AuditEntry::reason)
                .containsExactly("three", "two");
        assertThat(again.before(2, 5)).extracting(AuditEntry::sequence).containsExactly(1L);
    }

    @Test
    void verify_aLineIsChanged_thatOneOrTheNextIsNamed() throws IOException {
        three(log(null));
        List<String> lines = Files.readAllLines(file());
        Files.write(file(), List.of(lines.get(0), lines.get(1).replace("two", "TWO"), lines.get(2)));
        assertThat(verified().brokenLine()).isEqualTo(3);

        Files.write(file(), List.of(lines.get(0), "{}", lines.get(2)));
        assertThat(verified().brokenLine()).isEqualTo(2);

        Files.write(file(), List.of(lines.get(0), lines.get(2)));
        assertThat(verified().brokenLine()).isEqualTo(2);

        Files.write(file(), List.of(lines.get(1), lines.get(2)));
        assertThat(verified().brokenLine()).isEqualTo(1);
    }

    @Test
    void verify_theEndIsMissing_foundByWhatServesNames() throws IOException {
        AuditLog log = log(null);
        three(log);
        AuditMark mark = log.append(draft("four"));
        List<String> lines = Files.readAllLines(file());
        Files.write(file(), lines.subList(0, 3));

        assertThat(AuditVerification.of(data, mark).brokenLine()).isEqualTo(4);
        assertThat(AuditVerification.of(data, new AuditMark(3, mark.sha256())).brokenLine())
                .isEqualTo(3);
        assertThat(log(mark).since(null))
                .extracting(AuditEntry::event)
                .endsWith(AuditEvent.ACTIVATION, AuditEvent.REPAIR);
    }

    @Test
    void open_lastLineIsTorn_cutOffAndToldAndTheChainGoesOn() throws IOException {
        three(log(null));
        Files.writeString(file(), "{\"sequence\":4,\"at\"", StandardOpenOption.APPEND);
        assertThat(verified().brokenLine()).isNull();
        assertThat(verified().sentence()).contains("18 bytes of a line that was not written to its end");

        AuditLog log = log(null);
        log.append(draft("five"));

        assertThat(log.since(new AuditMark(3, "")))
                .extracting(AuditEntry::event)
                .containsExactly(AuditEvent.REPAIR, AuditEvent.ACTIVATION);
        assertThat(verified().brokenLine()).isNull();
    }

    @Test
    void open_chainIsBroken_toldOnceAndGoesOn() throws IOException {
        three(log(null));
        List<String> lines = Files.readAllLines(file());
        Files.write(file(), List.of(lines.get(0), lines.get(1).replace("two", "TWO"), lines.get(2)));

        log(null).append(draft("five"));
        AuditLog log = log(null);

        assertThat(log.since(null))
                .filteredOn(entry -> entry.event() == AuditEvent.REPAIR)
                .singleElement()
                .extracting(AuditEntry::detail)
                .asString()
                .startsWith("Line 3 is broken: ");
        assertThat(verified().brokenLine()).isEqualTo(3);
    }

    @Test
    void append_diskIsFull_refusedAndWhatIsOwedComesFirst() throws IOException {
        AuditLog log = log(null);
        AuditMark one = log.append(draft("one"));
        diskIsFull = true;
        assertThatThrownBy(() -> log.append(draft("two"))).isInstanceOf(IOException.class);
        log.undo(one.sequence(), "It could not be.");
        assertThat(Files.readAllLines(file())).hasSize(1);

        diskIsFull = false;
        log.append(draft("three"));

        assertThat(log.since(one))
                .extracting(AuditEntry::event)
                .containsExactly(AuditEvent.UNDONE, AuditEvent.ACTIVATION);
        assertThat(verified().brokenLine()).isNull();
    }

    @Test
    void undoSince_lineThatNothingNames_isAnsweredOnce() throws IOException {
        AuditLog log = log(null);
        AuditMark one = log.append(draft("one"));
        log.append(draft("two"));

        log.undoSince(one);
        log.undoSince(one);

        assertThat(log.since(one))
                .extracting(AuditEntry::event)
                .containsExactly(AuditEvent.ACTIVATION, AuditEvent.UNDONE);
        assertThat(log.since(one).get(1).of()).isEqualTo(2L);
    }
}
