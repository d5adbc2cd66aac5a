package dev.coven.engine.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.KeyAgreement;
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
                "0000000000000000000000000000000000000000000000000000000000000080",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void publicKey_pointOfSmallOrder_isRefused(String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EncryptionPublicKey(HexFormat.of().parseHex(hex)))
                .withMessageContaining("protects nothing");
    }

    /** The Java platform refuses such points, too, and finds them by computing with them. */
    @Test
    void publicKey_anyPoint_isRefusedWhereTheJavaPlatformRefusesIt() throws Exception {
        Random random = new Random(7);
        BigInteger prime = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
        List<BigInteger> points = new ArrayList<>();
        for (int near = -20; near < 20; near++) {
            points.add(prime.add(BigInteger.valueOf(near)).clearBit(255));
            points.add(BigInteger.valueOf(near + 20));
            points.add(new BigInteger(255, random));
            points.add(new BigInteger("b8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c7aebe0", 16)
                    .add(BigInteger.valueOf(near)));
            points.add(new BigInteger("57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5f", 16)
                    .add(BigInteger.valueOf(near)));
        }
        int refused = 0;
        for (BigInteger point : points) {
            boolean bad = javaRefuses(point);
            assertThat(catchThrowable(() -> new EncryptionPublicKey(littleEndian(point))) != null)
                    .as("refused: " + point.toString(16))
                    .isEqualTo(bad);
            refused += bad ? 1 : 0;
        }
        assertThat(refused).isGreaterThanOrEqualTo(7);
    }

    private static byte[] littleEndian(BigInteger point) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = point.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static boolean javaRefuses(BigInteger point) throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance("X25519");
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, TestKeys.counting(32))));
        try {
            agreement.doPhase(keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, point)), true);
            return false;
        } catch (InvalidKeyException e) {
            return true;
        }
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
