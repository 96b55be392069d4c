package io.drover.bench.http;

import java.nio.charset.StandardCharsets;

/** Requests as bytes. */
public final class HttpMessage {

    private HttpMessage() {}

    /** A post of {@code body} as {@code mediaType} to {@code path}. */
    public static byte[] post(String path, String mediaType, byte[] body) {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + mediaType
                        + "\r\nAccept: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] message = new byte[head.length + body.length];
        System.arraycopy(head, 0, message, 0, head.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        return message;
    }
}
