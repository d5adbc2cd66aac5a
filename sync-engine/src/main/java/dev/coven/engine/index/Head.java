package dev.coven.engine.index;

import dev.coven.engine.HeldReason;
import dev.coven.engine.document.HeadDocument;

/** What the index holds at a device's head. */
public sealed interface Head {
    /**
     * A head that the device signed.
     *
     * @param document what it says
     */
    record Verified(HeadDocument document) implements Head {}

    /**
     * A head that cannot be believed.
     *
     * @param reason why
     * @param detail a sentence for people
     */
    record Refused(HeldReason reason, String detail) implements Head {}
}
