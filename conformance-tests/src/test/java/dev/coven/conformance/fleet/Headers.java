package dev.coven.conformance.fleet;

import dev.coven.engine.envelope.EnvelopeHeader;

/** Envelope headers with one field exchanged. */
final class Headers {
    private Headers() {}

    static EnvelopeHeader withSeq(EnvelopeHeader h, long seq, String prev) {
        return make(h, seq, prev, h.schemaVersion(), h.timestamp(), h.changesetSize(), h.changes());
    }

    static EnvelopeHeader withPrev(EnvelopeHeader h, String prev) {
        return withSeq(h, h.seq(), prev);
    }

    static EnvelopeHeader withTimestamp(EnvelopeHeader h, long timestamp) {
        return make(h, h.seq(), h.prev(), h.schemaVersion(), timestamp, h.changesetSize(), h.changes());
    }

    static EnvelopeHeader withSchemaVersion(EnvelopeHeader h, long version) {
        return make(h, h.seq(), h.prev(), version, h.timestamp(), h.changesetSize(), h.changes());
    }

    static EnvelopeHeader withChangesetSize(EnvelopeHeader h, long size) {
        return make(h, h.seq(), h.prev(), h.schemaVersion(), h.timestamp(), size, h.changes());
    }

    static EnvelopeHeader withChanges(EnvelopeHeader h, long changes) {
        return make(h, h.seq(), h.prev(), h.schemaVersion(), h.timestamp(), h.changesetSize(), changes);
    }

    private static EnvelopeHeader make(
            EnvelopeHeader h, long seq, String prev, long schemaVersion, long timestamp, long size, long changes) {
        return new EnvelopeHeader(
                h.library(),
                h.device(),
                h.nonce(),
                seq,
                prev,
                schemaVersion,
                timestamp,
                h.message(),
                size,
                h.changesetStored(),
                h.clocksSize(),
                changes,
                h.compression(),
                h.schemeId(),
                h.author());
    }
}
