package io.drover.engine.compile;

import io.drover.engine.drl.RuleParser;
import io.drover.engine.pack.RulePack;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.kie.api.KieServices;

/**
 * Names the compiled form of a pack by all that it depends on: the pack, the texts that go into the compiler, the compiler,
 * the Java it runs on, and the classes of facts and conclusions that the compiled rules call.
 */
final class CompilationKey {

    /** To be raised when the form, or what the compiler is told beside the texts, changes. */
    private static final String FORM = "2";

    private static final byte[] SURROUNDINGS = surroundings();

    private CompilationKey() {}

    /** The key, in lower-case hexadecimal digits, of {@code pack} with its rules turned into {@code drlByPath}. */
    static String of(RulePack pack, Map<String, String> drlByPath, byte[] thresholdClass) {
        MessageDigest digest = sha256();
        digest.update(SURROUNDINGS);
        add(digest, text(pack.name()));
        add(digest, text(pack.revision()));
        new TreeMap<>(drlByPath).forEach((path, drl) -> {
            add(digest, text(path));
            add(digest, text(drl));
        });
        add(digest, thresholdClass);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] surroundings() {
        MessageDigest digest = sha256();
        add(digest, text(FORM));
        add(digest, text(String.valueOf(KieServices.class.getPackage().getImplementationVersion())));
        add(digest, text(String.valueOf(Runtime.version().feature())));
        RuleParser.importableTypes().stream().sorted().forEach(type -> add(digest, classFile(type)));
        return digest.digest();
    }

    private static byte[] classFile(String type) {
        String resource = "/" + type.replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(CompilationKey.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void add(MessageDigest digest, byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
        digest.update(part);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
