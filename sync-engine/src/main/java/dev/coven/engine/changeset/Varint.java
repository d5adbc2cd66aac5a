package dev.coven.engine.changeset;

/**
 * SQLite's variable-length integer: big endian, seven bits a byte with the high bit set on all but the last, and a ninth
 * byte of eight bits; 1 to 9 bytes for any 64 bits.
 */
final class Varint {
    static final int MAX_BYTES = 9;

    private Varint() {}

    /** How many bytes the shortest form takes. */
    static int length(long value) {
        if (value >>> 56 != 0) {
            return MAX_BYTES;
        }
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    /** Writes the shortest form at a place in an array and returns the place after it. */
    static int write(long value, byte[] bytes, int position) {
        int end = position + length(value);
        int last = end - 1;
        long rest = value;
        if (end - position == MAX_BYTES) {
            bytes[last--] = (byte) rest;
            rest >>>= 8;
            bytes[last--] = (byte) (rest | 0x80);
        } else {
            bytes[last--] = (byte) (rest & 0x7F);
        }
        while (last >= position) {
            rest >>>= 7;
            bytes[last--] = (byte) (rest | 0x80);
        }
        return end;
    }
}
