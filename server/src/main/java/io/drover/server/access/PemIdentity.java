package io.drover.server.access;

import io.drover.server.config.AccessConfig.TlsConfig;
import io.drover.server.config.InvalidConfigException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A certificate chain and its private key, out of PEM files.
 *
 * @param chain the server's own certificate first
 */
record PemIdentity(List<X509Certificate> chain, PrivateKey key) {

    private static final Pattern KEY_BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");

    PemIdentity {
        chain = List.copyOf(chain);
    }

    /**
     * The identity in the contents of the two files that {@code tls} names.
     *
     * @throws InvalidConfigException if they hold none that can be used
     */
    static PemIdentity read(TlsConfig tls, byte[] certificate, byte[] key) {
        List<X509Certificate> chain = chain(tls, certificate);
        PublicKey publicKey = chain.get(0).getPublicKey();
        PrivateKey privateKey = key(tls, publicKey.getAlgorithm(), new String(key, StandardCharsets.US_ASCII));
        if (!belongTogether(publicKey, privateKey)) {
            throw new InvalidConfigException(
                    "The TLS key " + tls.key() + " does not belong to the first certificate in " + tls.certificate()
                            + "; the server's own certificate must come first.");
        }
        return new PemIdentity(chain, privateKey);
    }

    private static List<X509Certificate> chain(TlsConfig tls, byte[] pem) {
        try {
            List<X509Certificate> chain =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!chain.isEmpty()) {
                return chain;
            }
        } catch (CertificateException e) {
            throw new InvalidConfigException(
                    "The TLS certificate " + tls.certificate()
                            + " cannot be read; expected is a certificate chain in PEM.",
                    e);
        }
        throw new InvalidConfigException(
                "The TLS certificate " + tls.certificate() + " has no certificate; expected is a chain in PEM.");
    }

    private static byte[] decode(TlsConfig tls, String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigException(
                    "The TLS key " + tls.key() + " is damaged: what is in it is no Base64.", e);
        }
    }

    private static PrivateKey key(TlsConfig tls, String algorithm, String pem) {
        Matcher block = KEY_BLOCK.matcher(pem);
        if (!block.find()) {
            throw new InvalidConfigException(
                    "The TLS key " + tls.key() + " has no private key; expected is one in PEM (PKCS#8).");
        }
        byte[] content = decode(tls, block.group(2));
        return switch (block.group(1)) {
            case "" -> key(tls, algorithm, new PKCS8EncodedKeySpec(content));
            case "ENCRYPTED " -> key(tls, algorithm, decrypt(tls, content));
            default ->
                throw new InvalidConfigException(
                        "The TLS key " + tls.key() + " is not in PKCS#8; convert it with: openssl"
                                + " pkcs8 -topk8 -in " + tls.key() + " -out NEW-FILE");
        };
    }

    private static PrivateKey key(TlsConfig tls, String algorithm, PKCS8EncodedKeySpec content) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(content);
        } catch (GeneralSecurityException e) {
            throw new InvalidConfigException(
                    "The TLS key " + tls.key() + " is damaged, or is not of the kind that " + tls.certificate()
                            + " needs (" + algorithm + ").",
                    e);
        }
    }

    private static PKCS8EncodedKeySpec decrypt(TlsConfig tls, byte[] content) {
        String password = tls.keyPassword();
        if (password == null) {
            throw new InvalidConfigException(
                    "The TLS key " + tls.key() + " is encrypted; give its password with DROVER_TLS_KEY_PASSWORD.");
        }
        try {
            EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(content);
            AlgorithmParameters parameters = encrypted.getAlgParameters();
            // Of PBES2 only the text of the parameters says which scheme it is, in the words that Java knows it by.
            String scheme =
                    parameters != null && encrypted.getAlgName().matches("PBES2|1\\.2\\.840\\.113549\\.1\\.5\\.13")
                            ? parameters.toString()
                            : encrypted.getAlgName();
            Cipher cipher = Cipher.getInstance(scheme);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(password.toCharArray())),
                    parameters);
            return encrypted.getKeySpec(cipher);
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidConfigException(
                    "The TLS key " + tls.key() + " cannot be decrypted; the password is wrong, or the encryption is not"
                            + " known (AES as openssl pkcs8 -topk8 has it is).",
                    e);
        }
    }

    /** Whether what one signs the other verifies. */
    private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
        String algorithm = signatureOf(privateKey);
        if (algorithm == null) {
            return true; // a kind whose signatures are not known here; the handshake will tell
        }
        try {
            byte[] text = "drover".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(privateKey);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static @Nullable String signatureOf(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA" -> "EdDSA";
            default -> null;
        };
    }

    @Override
    public String toString() {
        return "PemIdentity[" + chain.get(0).getSubjectX500Principal() + "]";
    }
}
