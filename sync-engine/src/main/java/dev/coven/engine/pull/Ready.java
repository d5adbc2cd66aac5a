package dev.coven.engine.pull;

import dev.coven.engine.envelope.EnvelopeHeader;
import java.util.Optional;

/**
 * An envelope that was found to be a device's next, and waits for its turn. Without its body, for want of room, it is fetched
 * once more then.
 *
 * @param header what it says
 * @param hash its hash
 * @param body the whole of it, if it is held
 */
record Ready(EnvelopeHeader header, String hash, Optional<Fetched.Here> body) {
    static Ready of(Fetched.Here here) {
        return new Ready(here.envelope().header(), here.envelope().hash(), Optional.of(here));
    }

    Ready withoutBody() {
        return new Ready(header, hash, Optional.empty());
    }
}
