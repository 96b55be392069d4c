package io.drover.server.activation;

import io.drover.server.files.DurableFiles;
import java.io.IOException;

/** A change could not be written to the data directory, and was not made. The message is for the caller. */
public final class NotRecordedException extends RuntimeException {

    NotRecordedException(IOException cause) {
        super(
                "The data directory cannot be written (" + DurableFiles.reason(cause)
                        + "), so nothing was changed. Make room on the disk or mend it, and send the request again.",
                cause);
    }
}
