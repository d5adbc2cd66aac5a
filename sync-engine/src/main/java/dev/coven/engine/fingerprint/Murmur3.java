package dev.coven.engine.fingerprint;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * MurmurHash3, x64, 128 bits, seed 0 (Austin Appleby, public domain). The result stays in the object until the next hash, so
 * that none is allocated. Not thread safe.
 */
final class Murmur3 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK = 16;
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private long h1;
    private long h2;

    /** The first 64 bits of the last hash. */
    long high() {
        return h1;
    }

    /** The other 64 bits of the last hash. */
    long low() {
        return h2;
    }

    /** Hashes the first {@code length} bytes. */
    void hash(byte[] bytes, int length) {
        h1 = 0;
        h2 = 0;
        int at = 0;
        for (; at + BLOCK <= length; at += BLOCK) {
            mixFirst((long) LONGS.get(bytes, at));
            h1 = Long.rotateLeft(h1, 27);
            h1 += h2;
            h1 = h1 * 5 + 0x52dce729;
            mixSecond((long) LONGS.get(bytes, at + Long.BYTES));
            h2 = Long.rotateLeft(h2, 31);
            h2 += h1;
            h2 = h2 * 5 + 0x38495ab5;
        }
        mixSecond(rest(bytes, at + Long.BYTES, length));
        mixFirst(rest(bytes, at, Math.min(length, at + Long.BYTES)));
        finish(length);
    }

    private void mixFirst(long k) {
        h1 ^= Long.rotateLeft(k * C1, 31) * C2;
    }

    private void mixSecond(long k) {
        h2 ^= Long.rotateLeft(k * C2, 33) * C1;
    }

    /** What is left of a block as a little-endian number; 0 when nothing is, which mixes to nothing. */
    private static long rest(byte[] bytes, int from, int to) {
        long k = 0;
        for (int i = to - 1; i >= from; i--) {
            k = k << Byte.SIZE | (bytes[i] & 0xFF);
        }
        return k;
    }

    private void finish(int length) {
        h1 ^= length;
        h2 ^= length;
        h1 += h2;
        h2 += h1;
        h1 = scatter(h1);
        h2 = scatter(h2);
        h1 += h2;
        h2 += h1;
    }

    private static long scatter(long k) {
        long mixed = (k ^ k >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
