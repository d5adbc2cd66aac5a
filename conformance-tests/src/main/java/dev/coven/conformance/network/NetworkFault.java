package dev.coven.conformance.network;

import dev.coven.spi.plugin.Stability;

/** What happens to one request on its way. */
@Stability(Stability.Promise.EVOLVING)
public sealed interface NetworkFault {
    /** Nothing: the request and its answer pass. */
    record None() implements NetworkFault {}

    /** The connection ends before the server sees the request. */
    record Drop() implements NetworkFault {}

    /** The server never sees the request, and nobody answers, until the client gives up. */
    record Silence() implements NetworkFault {}

    /** Somebody on the way answers in the server's place, in HTML. The server never sees the request. */
    record Status(int status) implements NetworkFault {
        /** Validates the status; throws {@link IllegalArgumentException}. */
        public Status {
            if (status < 300 || status > 599) {
                throw new IllegalArgumentException("not an error status: " + status);
            }
        }
    }

    /** Somebody on the way asks for a pause, in seconds, in the server's place. */
    record Busy(int status, int retryAfterSeconds) implements NetworkFault {}

    /** The server acts, and its answer is lost. */
    record LostAnswer() implements NetworkFault {}

    /** The server acts, and its answer ends in the middle of the body. */
    record CutAnswer() implements NetworkFault {}
}
