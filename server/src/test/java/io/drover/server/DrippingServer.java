package io.drover.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A server on this machine that sends the header of its answer byte by byte, and never ends. */
final class DrippingServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Socket> asked = new ConcurrentLinkedQueue<>();
    private final Semaphore ended = new Semaphore(0);

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the socket
    DrippingServer() throws IOException {
        threads.submit(this::accept);
    }

    String url() {
        return "http://localhost:" + socket.getLocalPort() + "/rules.git";
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private Void accept() throws IOException {
        while (true) {
            Socket next = socket.accept();
            asked.add(next);
            threads.submit(() -> drip(next));
        }
    }

    private Void drip(Socket to) throws IOException, InterruptedException {
        try (to) {
            OutputStream out = to.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            while (!ended.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
        for (Socket each : asked) {
            each.close();
        }
    }
}
