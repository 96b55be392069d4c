package io.drover.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.server.config.AccessConfig.TlsConfig;
import io.drover.server.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemIdentityTest {

    private static final Path FILES = Path.of("src/test/tls");

    private static PemIdentity read(String certificate, String key, @Nullable String password) throws IOException {
        TlsConfig tls = new TlsConfig(FILES.resolve(certificate), FILES.resolve(key), password);
        return PemIdentity.read(tls, Files.readAllBytes(tls.certificate()), Files.readAllBytes(tls.key()));
    }

    @ParameterizedTest
    @CsvSource({"ec.pem, ec-key.pem, EC", "rsa.pem, rsa-key.pem, RSA", "rsa.pem, rsa-key-encrypted.pem, RSA"})
    void read_pairThatBelongsTogether_read(String certificate, String key, String algorithm) throws IOException {
        PemIdentity identity = read(certificate, key, "secret");

        assertThat(identity.chain()).hasSize(1);
        assertThat(identity.key().getAlgorithm()).isEqualTo(algorithm);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rsa.pem | ec-key.pem | secret | is damaged, or is not of the kind",
                "rsa.pem | rsa-key-pkcs1.pem | secret | openssl pkcs8 -topk8",
                "rsa.pem | rsa-key-encrypted.pem | wrong | the password is wrong",
                "rsa.pem | rsa.pem | secret | has no private key",
                "rsa-key.pem | rsa-key.pem | secret | The TLS certificate",
                "README.md | rsa-key.pem | secret | The TLS certificate"
            })
    void read_pairThatCannotBeUsed_refusedWithTheReason(
            String certificate, String key, String password, String reason) {
        assertThatThrownBy(() -> read(certificate, key, password))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void read_encryptedWithoutPassword_refused() {
        assertThatThrownBy(() -> read("rsa.pem", "rsa-key-encrypted.pem", null))
                .hasMessageContaining("DROVER_TLS_KEY_PASSWORD");
    }
}
