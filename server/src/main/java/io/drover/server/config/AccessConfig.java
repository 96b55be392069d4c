package io.drover.server.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask, and over what kind of connection.
 *
 * @param tokens the file of access tokens; null: there are none, and everybody who reaches the server may do everything
 * @param tls null: connections are not encrypted
 * @param behindProxy whether a proxy that ends TLS stands before the server
 */
public record AccessConfig(@Nullable Path tokens, @Nullable TlsConfig tls, boolean behindProxy) {

    /**
     * Where the server's identity is read from, again whenever one of the files changes.
     *
     * @param certificate the certificate chain in PEM, the server's own first
     * @param key its private key in PEM (PKCS#8)
     * @param keyPassword of the key; null: it is not encrypted
     */
    public record TlsConfig(
            Path certificate, Path key, @Nullable String keyPassword) {

        @Override
        public String toString() {
            return "TlsConfig[certificate=" + certificate + ", key=" + key + "]";
        }
    }
}
