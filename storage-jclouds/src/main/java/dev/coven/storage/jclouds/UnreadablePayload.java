package dev.coven.storage.jclouds;

import java.io.IOException;

/**
 * What was to be stored cannot be read, or is not as long as it says: neither the network's fault nor the service's. A store throws
 * it before the service has everything, so that nothing was stored.
 */
public final class UnreadablePayload extends IOException {
    private static final long serialVersionUID = 1L;

    /** The payload is not what it declared. */
    public UnreadablePayload(String message) {
        super(message);
    }

    /** The payload's own stream failed. */
    public UnreadablePayload(IOException cause) {
        super("the payload cannot be read", cause);
    }
}
