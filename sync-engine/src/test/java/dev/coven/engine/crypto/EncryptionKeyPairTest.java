package dev.coven.engine.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeyPairTest {
    private final EncryptionKeyPair pair = EncryptionKeyPair.generate(new SecureRandom());

    @Test
    void publicKey_knownSecret_isTheOneComputedElsewhere() {
        assertThat(EncryptionKeyPair.of(TestKeys.counting(32)).publicKey().encoded())
                .isEqualTo(HexFormat.of().parseHex("8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f"));
    }

    @Test
    void of_revealedSecret_isTheSamePair() {
        EncryptionKeyPair copy = EncryptionKeyPair.of(pair.revealSecretBytes());

        assertThat(copy).isEqualTo(pair).hasSameHashCodeAs(pair);
        assertThat(copy.publicKey()).isEqualTo(pair.publicKey()).hasSameHashCodeAs(pair.publicKey());
    }

    @Test
    void toString_pair_showsNothingOfTheSecret() {
        assertThat(pair.toString())
                .doesNotContain(HexFormat.of().formatHex(pair.revealSecretBytes(), 0, 4))
                .contains(pair.publicKey().toString());
    }

    @Test
    void of_lengthOtherThanTheKeys_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> EncryptionKeyPair.of(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> EncryptionKeyPair.of(new byte[33]));
        assertThatIllegalArgumentException().isThrownBy(() -> new EncryptionPublicKey(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> new EncryptionPublicKey(new byte[33]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000080"
            })
    void publicKey_pointOfSmallOrder_isRefused(String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EncryptionPublicKey(HexFormat.of().parseHex(hex)))
                .withMessageContaining("protects nothing");
    }

    @Test
    void publicKey_arraysChangedAfterwards_keepsItsOwnCopy() {
        byte[] encoded = pair.publicKey().encoded();
        EncryptionPublicKey key = new EncryptionPublicKey(encoded);
        encoded[0] ^= 1;
        key.encoded()[1] ^= 1;

        assertThat(key).isEqualTo(pair.publicKey());
    }
}
