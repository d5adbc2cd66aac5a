package dev.coven.engine.envelope;

import dev.coven.engine.document.FieldRules;

/**
 * How large an envelope may be that is taken in. Each limit is 1 byte to {@link #ABSOLUTE_MAX_BYTES}.
 *
 * @param maxStoredBytes the changeset as stored; it is held in memory
 * @param maxChangesetBytes the changeset unpacked; it is only ever streamed
 * @param maxClocksBytes the clocks; they are held in memory
 */
public record EnvelopeLimits(long maxStoredBytes, long maxChangesetBytes, long maxClocksBytes) {
    /** What no limit goes beyond. */
    public static final long ABSOLUTE_MAX_BYTES = 1L << 30;

    /** 64 MiB stored, 256 MiB unpacked, 64 MiB of clocks. */
    public static final EnvelopeLimits DEFAULT = new EnvelopeLimits(64L << 20, 256L << 20, 64L << 20);

    /** As large as any: a row can be a gigabyte, so that a changeset of one row can be. */
    public static final EnvelopeLimits LARGEST =
            new EnvelopeLimits(ABSOLUTE_MAX_BYTES, ABSOLUTE_MAX_BYTES, ABSOLUTE_MAX_BYTES);

    /** Validates each; throws {@link IllegalArgumentException} with its name. */
    public EnvelopeLimits {
        FieldRules.range("maxStoredBytes", maxStoredBytes, 1, ABSOLUTE_MAX_BYTES);
        FieldRules.range("maxChangesetBytes", maxChangesetBytes, 1, ABSOLUTE_MAX_BYTES);
        FieldRules.range("maxClocksBytes", maxClocksBytes, 1, ABSOLUTE_MAX_BYTES);
    }

    /** Refuses a header that announces more. */
    void require(EnvelopeHeader header) throws MalformedEnvelopeException {
        require("changesetStored", header.changesetStored(), "maxStoredBytes", maxStoredBytes);
        require("changesetSize", header.changesetSize(), "maxChangesetBytes", maxChangesetBytes);
        require("clocksSize", header.clocksSize(), "maxClocksBytes", maxClocksBytes);
    }

    private static void require(String field, long bytes, String limit, long maxBytes)
            throws MalformedEnvelopeException {
        if (bytes > maxBytes) {
            throw new EnvelopeTooLargeException(
                    "field " + field + " is " + bytes + " bytes, the limit " + limit + " is " + maxBytes);
        }
    }
}
