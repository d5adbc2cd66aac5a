package dev.coven.crypto.ed25519;

import org.slf4j.Logger;

/** A scheme that needs more than its library. */
final class OffenceOfAScheme {
    @Override
    public String toString() {
        return Logger.class.getName();
    }
}
