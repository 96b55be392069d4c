package io.drover.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SaasAccountsTest {

    private static final Path FILE = Path.of("../test-data/saas-accounts/accounts.ndjson");

    /** With {@code -Ddrover.write-saas-accounts=true} the file is written first. */
    @Test
    void ndjson_generatedAgain_isTheCommittedFile() throws IOException {
        if (Boolean.getBoolean("drover.write-saas-accounts")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, SaasAccounts.ndjson());
        }

        assertThat(Files.readString(FILE)).isEqualTo(SaasAccounts.ndjson());
    }

    @Test
    void ndjson_hasFortyAccounts() {
        assertThat(SaasAccounts.ndjson().lines()).hasSize(40);
    }
}
