package dev.coven.engine.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes inputs from others, by a few of the changes that find most: bytes at the edges of ranges, cuts, copies, and splices. */
final class Mutator {
    private static final byte[] EDGES = {0, 1, 2, 0x7F, (byte) 0x80, (byte) 0xFF, '"', '\\', '{', '[', '0', '-'};
    private static final int MAX_EDITS = 4;
    private static final int MAX_BYTES = 8192;

    private final Random random;
    private final List<byte[]> inputs;

    Mutator(long seed, List<byte[]> inputs) {
        this.random = new Random(seed);
        this.inputs = inputs;
    }

    byte[] next() {
        byte[] bytes = any().clone();
        for (int edits = 1 + random.nextInt(MAX_EDITS); edits > 0; edits--) {
            bytes = edited(bytes);
        }
        return bytes.length > MAX_BYTES ? Arrays.copyOf(bytes, MAX_BYTES) : bytes;
    }

    private byte[] any() {
        return inputs.get(random.nextInt(inputs.size()));
    }

    private byte[] edited(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int end = at + random.nextInt(bytes.length - at + 1);
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> spliced(bytes, at, end, new byte[0]);
            case 2 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            case 3 -> spliced(bytes, at, end, piece(any()));
            case 4 ->
                spliced(bytes, at, Math.min(at + 1, bytes.length), new byte[] {EDGES[random.nextInt(EDGES.length)]});
            default -> spliced(bytes, at, Math.min(at + 1, bytes.length), new byte[] {(byte) random.nextInt(256)});
        };
    }

    private byte[] piece(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        return Arrays.copyOfRange(bytes, at, at + random.nextInt(bytes.length - at + 1));
    }

    private static byte[] spliced(byte[] bytes, int at, int end, byte[] piece) {
        byte[] spliced = Arrays.copyOf(bytes, at + piece.length + bytes.length - end);
        System.arraycopy(piece, 0, spliced, at, piece.length);
        System.arraycopy(bytes, end, spliced, at + piece.length, bytes.length - end);
        return spliced;
    }
}
