package dev.coven.engine.changeset;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Spells out changeset bytes, right or wrong. */
final class Wire {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A header of a table {@code t} with these key bytes. */
    static Wire table(int... keyOrdinals) {
        Wire wire = new Wire().raw('T', keyOrdinals.length);
        return wire.raw(keyOrdinals).raw('t', 0);
    }

    Wire raw(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    Wire hex(String hex) {
        bytes.writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
        return this;
    }

    Wire ascii(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    Wire insert() {
        return raw(18, 0);
    }

    Wire update() {
        return raw(23, 0);
    }

    Wire delete() {
        return raw(9, 0);
    }

    Wire integer(int value) {
        return raw(1, 0, 0, 0, 0, 0, 0, 0, value);
    }

    Wire undefined() {
        return raw(0);
    }

    Wire nil() {
        return raw(5);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
