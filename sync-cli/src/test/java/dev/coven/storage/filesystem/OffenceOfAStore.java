package dev.coven.storage.filesystem;

import dev.coven.engine.envelope.EnvelopeHeader;
import org.slf4j.Logger;

/** A plugin that knows the engine, its inner parts too, and a library. */
final class OffenceOfAStore {
    @Override
    public String toString() {
        return Logger.class.getName() + EnvelopeHeader.class;
    }
}
