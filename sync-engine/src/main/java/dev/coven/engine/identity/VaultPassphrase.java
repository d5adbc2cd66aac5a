package dev.coven.engine.identity;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** What a person types to open their vault. {@link #toString()} shows nothing of it. Immutable. */
public final class VaultPassphrase {
    /** The longest passphrase. */
    public static final int MAX_CHARS = 1000;

    private final byte[] bytes;

    private VaultPassphrase(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A passphrase of 1 to {@value #MAX_CHARS} characters. Characters that keyboards compose differently count as the same
     * (Unicode NFC).
     *
     * @throws IllegalArgumentException when it is empty or longer
     */
    public static VaultPassphrase of(char[] typed) {
        if (typed.length == 0 || typed.length > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "a passphrase has 1 to " + MAX_CHARS + " characters, this one " + typed.length);
        }
        String normal = Normalizer.normalize(new String(typed), Normalizer.Form.NFC);
        return new VaultPassphrase(normal.getBytes(StandardCharsets.UTF_8));
    }

    byte[] revealSecretBytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "VaultPassphrase[...]";
    }
}
