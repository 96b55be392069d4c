package io.drover.server.access;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate and key that new connections are shown; those that stand keep what they began with. A handshake asks for
 * an alias first and for what belongs to it later, so the identity before the current one stays known.
 *
 * <p>Thread-safe: one volatile write replaces the identity.
 */
final class ServerIdentity extends X509ExtendedKeyManager {

    private record Held(
            PemIdentity current, String alias, @Nullable PemIdentity before) {}

    private volatile @Nullable Held held;
    private int generation;

    /** From now on {@code next} is shown. */
    synchronized void replace(PemIdentity next) {
        Held now = held;
        generation++;
        held = new Held(next, "identity-" + generation, now == null ? null : now.current());
    }

    /** What encrypts connections with this identity. */
    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {this}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a Java without TLS", e);
        }
    }

    private @Nullable PemIdentity of(String alias) {
        Held now = held;
        if (now == null) {
            return null;
        }
        return alias.equals(now.alias()) ? now.current() : now.before();
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        Held now = held;
        return now != null && now.current().key().getAlgorithm().equals(keyType) ? now.alias() : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        PemIdentity identity = of(alias);
        return identity == null ? null : identity.chain().toArray(new X509Certificate[0]);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        PemIdentity identity = of(alias);
        return identity == null ? null : identity.key();
    }

    /** The server is never the client of a connection. */
    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
