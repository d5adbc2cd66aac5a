package dev.coven.engine.push;

import dev.coven.engine.document.Author;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.fingerprint.StateDigest;
import java.util.Map;
import java.util.Optional;

/**
 * Who publishes: the person, and what others see of this device.
 *
 * @param author who signs
 * @param libraryId the library
 * @param deviceName what others see of this device, one line
 */
public record DeviceAuthor(Author author, String libraryId, String deviceName) {
    /** A head of one of the author's devices. */
    HeadDocument head(
            Published published,
            Map<String, Long> cursors,
            long nowMillis,
            long clockHighWater,
            Optional<StateDigest> state) {
        return new HeadDocument(
                libraryId,
                published.device(),
                published.nonce(),
                deviceName,
                author.schemeId(),
                author.key(),
                published.seq(),
                published.hash(),
                cursors,
                nowMillis,
                clockHighWater,
                state);
    }
}
