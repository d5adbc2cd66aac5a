package dev.coven.engine.fuzz;

import java.util.Arrays;

/** An input as a sequence of choices: what is behind its end counts as zero. Not thread safe. */
final class FuzzInput {
    private final byte[] bytes;
    private int position;

    FuzzInput(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasNext() {
        return position < bytes.length;
    }

    /** 0 to 255. */
    int next() {
        return position < bytes.length ? bytes[position++] & 0xFF : 0;
    }

    /** 0 to one below the number of choices, at most 256. */
    int choose(int choices) {
        return next() % choices;
    }

    boolean flag() {
        return (next() & 1) == 1;
    }

    /** At most so many bytes, fewer at the end. */
    byte[] take(int most) {
        int end = Math.min(bytes.length, position + most);
        byte[] taken = Arrays.copyOfRange(bytes, position, end);
        position = end;
        return taken;
    }

    /** All that is left. */
    byte[] rest() {
        return take(bytes.length);
    }
}
