package dev.coven.engine.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.engine.crypto.UnreadableObjectException.Reason;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyWrapTest {
    private final SecureRandom random = new SecureRandom();
    private final EncryptionKeyPair mine = EncryptionKeyPair.generate(random);
    private final LibraryKey key = LibraryKey.generate(3, random);
    private final byte[] wrapped = KeyWrap.wrap(key, mine.publicKey(), TestKeys.LIBRARY);

    @Test
    void unwrap_whatWasWrapped_isTheKey() throws Exception {
        assertThat(wrapped).hasSize(KeyWrap.WRAPPED_BYTES);
        assertThat(KeyWrap.unwrap(wrapped, mine, TestKeys.LIBRARY, 3)).isEqualTo(key);
    }

    @Test
    void unwrap_keyWrappedByAnotherProgram_isTheKey() throws Exception {
        byte[] secret = new byte[32];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (i + 1);
        }
        byte[] sealed = HexFormat.of()
                .parseHex(
                        "63766e03000000035869aff450549732cbaaed5e5df9b30a6da31cb0e5742bad5ad4a1a768f1a67b"
                                + "f16f4eaac196d7c380481d048344c3d74a813c51f5d08ff41ab80e4b3aac70e4bfa7b9d8559ee02a0470d894015a743b");

        assertThat(KeyWrap.unwrap(sealed, EncryptionKeyPair.of(secret), TestKeys.LIBRARY, 3))
                .isEqualTo(LibraryKey.of(3, TestKeys.counting(32)));
    }

    @Test
    void wrap_twice_givesDifferentBytes() {
        assertThat(KeyWrap.wrap(key, mine.publicKey(), TestKeys.LIBRARY)).isNotEqualTo(wrapped);
    }

    @Test
    void unwrap_byAnotherMember_isRefused() {
        assertThat(refusal(wrapped, EncryptionKeyPair.generate(random), TestKeys.LIBRARY, 3))
                .isEqualTo(Reason.CHANGED);
    }

    @Test
    void unwrap_forAnotherLibrary_isRefused() {
        assertThat(refusal(wrapped, mine, TestKeys.OTHER_LIBRARY, 3)).isEqualTo(Reason.CHANGED);
    }

    @Test
    void unwrap_forAnotherEpoch_isRefused() {
        assertThat(refusal(wrapped, mine, TestKeys.LIBRARY, 4)).isEqualTo(Reason.CHANGED);
    }

    @Test
    void unwrap_epochChangedInTheHeader_isRefused() {
        wrapped[7] = 4;

        assertThat(refusal(wrapped, mine, TestKeys.LIBRARY, 4)).isEqualTo(Reason.CHANGED);
    }

    @Test
    void unwrap_anyByteChanged_isRefused() {
        for (int i = 0; i < wrapped.length; i++) {
            byte[] changed = wrapped.clone();
            changed[i] ^= 1;

            assertThat(refusal(changed, mine, TestKeys.LIBRARY, 3))
                    .as("byte %d", i)
                    .isNotNull();
        }
    }

    @Test
    void unwrap_cutOrLengthened_isNotOfThisFormat() {
        for (int length = 0; length <= wrapped.length + 1; length++) {
            if (length != wrapped.length) {
                assertThat(refusal(Arrays.copyOf(wrapped, length), mine, TestKeys.LIBRARY, 3))
                        .as("length %d", length)
                        .isEqualTo(Reason.NOT_OF_THIS_FORMAT);
            }
        }
    }

    @Test
    void unwrap_encapsulatedPointOfSmallOrder_isRefused() {
        Arrays.fill(wrapped, 8, 40, (byte) 0);

        assertThat(refusal(wrapped, mine, TestKeys.LIBRARY, 3)).isEqualTo(Reason.CHANGED);
    }

    private static Reason refusal(byte[] wrapped, EncryptionKeyPair mine, String libraryId, int epoch) {
        return catchThrowableOfType(
                        UnreadableObjectException.class, () -> KeyWrap.unwrap(wrapped, mine, libraryId, epoch))
                .reason();
    }
}
