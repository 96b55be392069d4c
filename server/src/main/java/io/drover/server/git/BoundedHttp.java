package io.drover.server.git;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;

/**
 * Connections to a git server that end when the bounds of a look are reached, and that tell what the server answered. A timeout of
 * Java is one of silence: against a server that sends a byte now and then, a thread closes what is still open when the time is over,
 * again and again, since Java itself asks a second time where an answer breaks off.
 */
final class BoundedHttp implements HttpConnectionFactory, AutoCloseable {

    private static final long EVERY_MILLIS = 100;

    private final FetchBounds bounds;
    private final AtomicLong bytes = new AtomicLong();
    private final Queue<HttpURLConnection> open = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "drover-git-deadline");
        thread.setDaemon(true);
        return thread;
    });

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the executor
    BoundedHttp(FetchBounds bounds) {
        this.bounds = bounds;
        watch.scheduleWithFixedDelay(this::disconnect, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void disconnect() {
        if (bounds.isCancelled()) {
            open.forEach(HttpURLConnection::disconnect);
        }
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return new Connection(watched(url));
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return new Connection(watched(url), proxy);
    }

    private URL watched(URL url) throws IOException {
        if (bounds.isCancelled()) {
            throw new IOException("a fetch takes longer than it may");
        }
        return new URL(null, url.toString(), new Watched());
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    /** Opens connections as usual, and keeps hold of them. */
    private final class Watched extends URLStreamHandler {

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            return held(new URL(url.toString()).openConnection());
        }

        @Override
        protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
            return held(new URL(url.toString()).openConnection(proxy));
        }

        private URLConnection held(URLConnection connection) {
            if (connection instanceof HttpURLConnection http) {
                open.add(http);
            }
            return connection;
        }
    }

    private final class Connection extends JDKHttpConnection {

        Connection(URL url) throws IOException {
            super(url);
        }

        Connection(URL url, Proxy proxy) throws IOException {
            super(url, proxy);
        }

        @Override
        public int getResponseCode() throws IOException {
            int status = super.getResponseCode();
            bounds.answered(status);
            return status;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return bounds.limit(super.getInputStream(), bytes);
        }
    }
}
