package io.drover.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/** A git server on this machine that speaks smart HTTP, and that can go away and come back on the same port. */
final class GitHttpServer implements AutoCloseable {

    private final Path repository;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger fetches = new AtomicInteger();
    private int port;
    private @Nullable HttpServer http;
    private volatile @Nullable String login;

    /** Serves {@code repository}. */
    GitHttpServer(Path repository) throws IOException {
        this.repository = repository;
        start();
    }

    /** Begins to serve, where it served before. */
    void start() throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        started.createContext("/", this::answer);
        started.setExecutor(threads);
        started.start();
        port = started.getAddress().getPort();
        http = started;
    }

    /** Goes away. */
    void stop() {
        HttpServer running = http;
        if (running != null) {
            running.stop(0);
            http = null;
        }
    }

    String url() {
        return "http://localhost:" + port + "/rules.git";
    }

    /** How often something was fetched, and not only asked for. */
    int fetches() {
        return fetches.get();
    }

    /** Answers nobody any more who does not sign in with {@code userAndPassword}, with a colon between. */
    void require(@Nullable String userAndPassword) {
        login = userAndPassword;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange;
                Git git = Git.open(repository.toFile())) {
            String path = exchange.getRequestURI().getPath();
            if (!isAllowed(exchange)) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(401, -1);
            } else if (path.equals("/rules.git/info/refs")) {
                advertise(exchange, git.getRepository());
            } else if (path.equals("/rules.git/git-upload-pack")) {
                fetches.incrementAndGet();
                upload(exchange, git.getRepository());
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        String wanted = login;
        return wanted == null
                || ("Basic " + Base64.getEncoder().encodeToString(wanted.getBytes(StandardCharsets.UTF_8)))
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static void advertise(HttpExchange exchange, Repository repository) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/x-git-upload-pack-advertisement");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            PacketLineOut lines = new PacketLineOut(out);
            lines.writeString("# service=git-upload-pack\n");
            lines.end();
            UploadPack pack = new UploadPack(repository);
            pack.setBiDirectionalPipe(false);
            pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
        }
    }

    private static void upload(HttpExchange exchange, Repository repository) throws IOException {
        boolean isZipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        InputStream body = exchange.getRequestBody();
        exchange.getResponseHeaders().add("Content-Type", "application/x-git-upload-pack-result");
        exchange.sendResponseHeaders(200, 0);
        try (InputStream in = isZipped ? new GZIPInputStream(body) : body;
                OutputStream out = exchange.getResponseBody()) {
            UploadPack pack = new UploadPack(repository);
            pack.setBiDirectionalPipe(false);
            pack.upload(in, out, null);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }
}
