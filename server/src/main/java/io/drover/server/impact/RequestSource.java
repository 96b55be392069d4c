package io.drover.server.impact;

import io.drover.model.decision.Subject;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Requests that can be gone through more than once, in one order. */
public interface RequestSource {

    /**
     * One request.
     *
     * @param position greater than that of the request before, and the same each time
     * @param label what it is called: the id of a decision, or a line of a file
     * @param subject null: it cannot be told
     * @param json the request, in UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
    record Item(long position, String label, @Nullable Subject subject, byte[] json) {}

    /**
     * What there is besides requests.
     *
     * @param hashOnly decisions that were logged by the hash of their facts
     * @param forgotten decisions whose subject was forgotten
     */
    record Rest(long hashOnly, long forgotten) {

        static final Rest NONE = new Rest(0, 0);
    }

    /** Gives {@code receiver} every request, in order. */
    Rest forEach(Consumer<Item> receiver) throws IOException;
}
