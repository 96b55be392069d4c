package io.drover.server.access;

import io.drover.server.config.AccessConfig;
import io.drover.server.config.AccessConfig.TlsConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask, and the identity the server shows. Both are read from files, and again when these change.
 *
 * <p>Thread-safe: what is in use is replaced as a whole.
 */
public final class Access implements AutoCloseable {

    private static final long LOOK_MILLIS = 1_000;

    private final AccessConfig config;
    private final List<WatchedFiles> files = new ArrayList<>();
    private final @Nullable ServerIdentity identity;
    private volatile @Nullable Tokens tokens;
    private @Nullable ScheduledExecutorService looking;

    private Access(AccessConfig config) {
        this.config = config;
        this.identity = config.tls() == null ? null : new ServerIdentity();
    }

    /**
     * The access that {@code config} describes.
     *
     * @throws io.drover.server.config.InvalidConfigException if a file cannot be used; it names every fault
     */
    public static Access of(AccessConfig config) {
        Access access = new Access(config);
        access.readTokens();
        access.readIdentity();
        return access;
    }

    private void readTokens() {
        Path file = config.tokens();
        if (file != null) {
            watch(
                    "the file of tokens",
                    List.of(file),
                    contents -> tokens = TokenFile.read(file, new String(contents.get(0), StandardCharsets.UTF_8)));
        }
    }

    private void readIdentity() {
        TlsConfig tls = config.tls();
        ServerIdentity holder = identity;
        if (tls != null && holder != null) {
            watch(
                    "the TLS certificate or key",
                    List.of(tls.certificate(), tls.key()),
                    contents -> holder.replace(PemIdentity.read(tls, contents.get(0), contents.get(1))));
        }
    }

    private void watch(String what, List<Path> paths, Consumer<List<byte[]>> taker) {
        WatchedFiles watched = new WatchedFiles(what, paths, taker);
        watched.takeUp();
        files.add(watched);
    }

    /** Whether callers need a token; if not, everybody who reaches the server may do everything. */
    public boolean needsToken() {
        return tokens != null;
    }

    /** Whose token it is. */
    public Optional<Caller> callerOf(String token) {
        Tokens now = tokens;
        return now == null ? Optional.empty() : now.callerOf(token);
    }

    /** With what connections are encrypted; empty: they are not. */
    public Optional<SSLContext> tls() {
        return Optional.ofNullable(identity).map(ServerIdentity::context);
    }

    /** Looks for changes of the files from now on. */
    public synchronized void watch() {
        if (looking != null || files.isEmpty()) {
            return;
        }
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "access-files");
            daemon.setDaemon(true);
            return daemon;
        });
        looking = thread;
        for (WatchedFiles watched : files) {
            var unused = thread.scheduleWithFixedDelay(
                    watched::takeUpIfChanged, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void close() {
        if (looking != null) {
            looking.shutdownNow();
        }
    }
}
