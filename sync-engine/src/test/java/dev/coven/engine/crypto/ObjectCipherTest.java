package dev.coven.engine.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.engine.crypto.UnreadableObjectException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectCipherTest {
    private static final byte[] PLAIN = "hello, coven".getBytes(StandardCharsets.UTF_8);

    private final ObjectCipher cipher = TestKeys.cipher(1);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 1_000_003})
    void open_whatWasSealed_isThePlainText(int length) throws Exception {
        byte[] plain = TestKeys.counting(length);

        byte[] sealed = cipher.seal(TestKeys.OBJECT, plain);

        assertThat(sealed).hasSize(8 + 12 + length + 16);
        assertThat(cipher.open(TestKeys.OBJECT, sealed)).isEqualTo(plain);
    }

    @Test
    void open_bodySealedByAnotherProgram_isThePlainText() throws Exception {
        byte[] sealed = HexFormat.of()
                .parseHex("63766e01000000036465666768696a6b6c6d6e6f"
                        + "a6038913a39f336adc2747d1de55217b8d8fce31036d3fbabb61d9d7");

        assertThat(TestKeys.cipherOfCountingSecret().open(TestKeys.OBJECT, sealed))
                .isEqualTo(PLAIN);
    }

    @Test
    void seal_twice_givesDifferentBodies() {
        assertThat(cipher.seal(TestKeys.OBJECT, PLAIN)).isNotEqualTo(cipher.seal(TestKeys.OBJECT, PLAIN));
    }

    @Test
    void seal_severalEpochs_takesTheCurrentOne() {
        assertThat(TestKeys.cipher(1, 2, 7).seal(TestKeys.OBJECT, PLAIN)).startsWith('c', 'v', 'n', 1, 0, 0, 0, 7);
    }

    @Test
    void open_bodyOfAnOlderEpoch_isThePlainText() throws Exception {
        byte[] sealed = TestKeys.cipher(1).seal(TestKeys.OBJECT, PLAIN);

        assertThat(TestKeys.cipher(1, 2).open(TestKeys.OBJECT, sealed)).isEqualTo(PLAIN);
    }

    @Test
    void open_bodyOfAnEpochNotHeld_saysWhichEpoch() {
        byte[] sealed = TestKeys.cipher(1, 2).seal(TestKeys.OBJECT, PLAIN);

        UnreadableObjectException refusal = refusal(cipher, sealed);

        assertThat(refusal.reason()).isEqualTo(Reason.UNKNOWN_EPOCH);
        assertThat(refusal.object()).isEqualTo("index/heads/0a");
        assertThat(refusal)
                .hasMessage(
                        "index/heads/0a: is sealed with the library key of epoch 2, which this device does not hold");
    }

    @Test
    void open_bodyOfAnotherObject_isRefused() {
        byte[] sealed = cipher.seal(TestKeys.OTHER_OBJECT, PLAIN);

        assertThat(refusal(cipher, sealed).reason()).isEqualTo(Reason.CHANGED);
    }

    @Test
    void open_bodyOfAnotherLibraryWithTheSameKey_isRefused() {
        LibraryKeyring keyring = new LibraryKeyring(List.of(TestKeys.key(1)));
        byte[] sealed = new ObjectCipher(keyring, TestKeys.OTHER_LIBRARY).seal(TestKeys.OBJECT, PLAIN);

        assertThat(refusal(cipher, sealed).reason()).isEqualTo(Reason.CHANGED);
    }

    @Test
    void open_bodyOfAnotherKeyOfTheEpoch_isRefused() {
        LibraryKeyring keyring = new LibraryKeyring(List.of(LibraryKey.of(1, new byte[32])));
        byte[] sealed = new ObjectCipher(keyring, TestKeys.LIBRARY).seal(TestKeys.OBJECT, PLAIN);

        assertThat(refusal(cipher, sealed).reason()).isEqualTo(Reason.CHANGED);
    }

    @Test
    void open_epochInTheHeaderChangedToOneHeld_isRefused() {
        ObjectCipher both = TestKeys.cipher(1, 2);
        byte[] sealed = both.seal(TestKeys.OBJECT, PLAIN);
        sealed[7] = 1;

        assertThat(refusal(both, sealed).reason()).isEqualTo(Reason.CHANGED);
    }

    @Test
    void open_anyBitChanged_isRefused() {
        byte[] sealed = cipher.seal(TestKeys.OBJECT, PLAIN);

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(refusal(cipher, changed)).as("bit %d", bit).isNotNull();
        }
    }

    @Test
    void open_cutAnywhere_isRefused() {
        byte[] sealed = cipher.seal(TestKeys.OBJECT, PLAIN);

        for (int length = 0; length < sealed.length; length++) {
            UnreadableObjectException refusal = refusal(cipher, Arrays.copyOf(sealed, length));

            assertThat(refusal.reason())
                    .as("length %d", length)
                    .isEqualTo(length < 8 ? Reason.NOT_OF_THIS_FORMAT : Reason.CHANGED);
        }
    }

    @Test
    void open_lengthened_isRefused() {
        byte[] sealed = cipher.seal(TestKeys.OBJECT, PLAIN);

        assertThat(refusal(cipher, Arrays.copyOf(sealed, sealed.length + 1)).reason())
                .isEqualTo(Reason.CHANGED);
    }

    @Test
    void open_streamedBody_isNotOfThisFormat() {
        byte[] sealed = cipher.seal(TestKeys.OBJECT, PLAIN);
        sealed[3] = 2;

        assertThat(refusal(cipher, sealed))
                .hasMessage("index/heads/0a: is sealed in format 2, expected 1")
                .extracting(UnreadableObjectException::reason)
                .isEqualTo(Reason.NOT_OF_THIS_FORMAT);
    }

    @Test
    void open_epochBeyondItsLimits_isNotOfThisFormat() {
        byte[] sealed = cipher.seal(TestKeys.OBJECT, PLAIN);
        sealed[4] = -1;

        assertThat(refusal(cipher, sealed).reason()).isEqualTo(Reason.NOT_OF_THIS_FORMAT);
    }

    @Test
    void refusal_ofAnyKind_holdsNothingOfThePlainText() {
        byte[] sealed = cipher.seal(TestKeys.OTHER_OBJECT, PLAIN);

        assertThat(refusal(cipher, sealed)).message().doesNotContain("hello");
    }

    private static UnreadableObjectException refusal(ObjectCipher cipher, byte[] sealed) {
        return catchThrowableOfType(UnreadableObjectException.class, () -> cipher.open(TestKeys.OBJECT, sealed));
    }
}
