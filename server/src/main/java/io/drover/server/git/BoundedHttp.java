package io.drover.server.git;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URL;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;

/** Connections to a git server that end when the bounds of a look are reached, and that tell what the server answered. */
record BoundedHttp(FetchBounds bounds, AtomicLong bytes) implements HttpConnectionFactory {

    BoundedHttp(FetchBounds bounds) {
        this(bounds, new AtomicLong());
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return new Connection(url);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return new Connection(url, proxy);
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
