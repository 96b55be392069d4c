package io.drover.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.bench.report.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimsTest {

    @TempDir
    private Path directory = Path.of("");

    private ResultFile file() {
        return new ResultFile(directory, "claims", "Claims", Instant.EPOCH);
    }

    @Test
    void conclude_allHeld_holds() throws IOException {
        ResultFile file = file();
        Claims claims = new Claims(file);
        claims.claim("one", true, "1");
        claims.claimFlat("two", 100, 105, 1.05, 0);
        claims.claimFlat("three", 100, 10, 1.05, 0);

        assertThat(claims.conclude()).isTrue();
        assertThat(Files.readString(file.path())).contains("- held: one (1)").doesNotContain("FAILED");
    }

    @Test
    void conclude_oneFailed_saysWhich() throws IOException {
        ResultFile file = file();
        Claims claims = new Claims(file);
        claims.claim("one", true, "1");
        claims.claimFlat("two", 100, 106, 1.05, 0);

        assertThat(claims.conclude()).isFalse();
        assertThat(Files.readString(file.path())).contains("- **FAILED**: two", "**FAILED**: 1 of 2 claims.");
    }

    @Test
    void conclude_nothingClaimed_doesNotHold() {
        assertThat(new Claims(file()).conclude()).isFalse();
    }

    @Test
    void isGood_smuggledRequestAnswered_isNot() {
        MalformedHttp malformed = MalformedHttp.corpus().get(0);

        assertThat(malformed.isGood(List.of())).isTrue();
        assertThat(malformed.isGood(List.of(400))).isTrue();
        assertThat(malformed.isGood(List.of(200))).isFalse();
        assertThat(malformed.isGood(List.of(400, 200))).isFalse();
        assertThat(malformed.isGood(List.of(500))).isFalse();
    }
}
