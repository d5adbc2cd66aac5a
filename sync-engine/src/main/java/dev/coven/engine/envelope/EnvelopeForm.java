package dev.coven.engine.envelope;

import java.nio.charset.StandardCharsets;

/**
 * What writer and reader agree on: {@code magic | header length | header | changeset | clocks | signature}, where the
 * magic is four characters, the length four bytes, big-endian, the header JSON, and the signature all that remains.
 */
final class EnvelopeForm {
    /** What is signed as an envelope is nothing else. */
    static final String LABEL = "envelope";

    private static final String MAGIC = "CVE1";

    private EnvelopeForm() {}

    static byte[] magic() {
        return MAGIC.getBytes(StandardCharsets.US_ASCII);
    }
}
