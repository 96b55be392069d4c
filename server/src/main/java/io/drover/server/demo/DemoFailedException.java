package io.drover.server.demo;

/** The demonstration cannot go on; the message is a sentence for whoever watches. */
public final class DemoFailedException extends RuntimeException {

    public DemoFailedException(String message) {
        super(message);
    }

    public DemoFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
