package dev.coven.engine.document;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** The random bytes that tell the devices of one member apart. Public, immutable. */
public final class DeviceNonce {
    /** How many bytes a nonce has. */
    public static final int BYTES = 16;

    private final byte[] bytes;

    /** Copies the bytes; throws {@link IllegalArgumentException} unless there are {@link #BYTES}. */
    public DeviceNonce(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a device nonce has " + BYTES + " bytes, this one " + bytes.length);
        }
        this.bytes = bytes.clone();
    }

    /** A new nonce. */
    public static DeviceNonce generate(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new DeviceNonce(bytes);
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeviceNonce nonce && Arrays.equals(bytes, nonce.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The bytes as hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
