package dev.coven.storage.gcs;

import java.io.IOException;

/** What was to be stored cannot be read: neither the network's fault nor the service's. */
final class UnreadablePayload extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadablePayload(String message) {
        super(message);
    }

    UnreadablePayload(IOException cause) {
        super("the payload cannot be read", cause);
    }
}
