package dev.coven.spi.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class KeysTest {
    @Test
    void secretKey_inText_showsItsLengthOnly() {
        SecretKey key = new SecretKey(new byte[] {0x11, 0x22, 0x33});
        assertThat(key).hasToString("SecretKey[3 bytes]").hasSameHashCodeAs(new SecretKey(new byte[] {1, 2, 3}));
        SigningKeyPair keys = new SigningKeyPair(new PublicKey(new byte[] {9}), key);
        assertThat(keys.toString()).doesNotContain("112233");
    }

    @Test
    void keys_arrays_areCopiedBothWays() {
        byte[] bytes = {1, 2, 3};
        SecretKey secretKey = new SecretKey(bytes);
        PublicKey publicKey = new PublicKey(bytes);
        bytes[0] = 9;
        secretKey.revealSecretBytes()[1] = 9;
        publicKey.encoded()[1] = 9;
        assertThat(secretKey.revealSecretBytes()).containsExactly(1, 2, 3);
        assertThat(publicKey.encoded()).containsExactly(1, 2, 3);
    }

    @Test
    void keys_ofEqualBytes_areEqual() {
        assertThat(new SecretKey(new byte[] {1})).isEqualTo(new SecretKey(new byte[] {1}));
        assertThat(new SecretKey(new byte[] {1})).isNotEqualTo(new SecretKey(new byte[] {2}));
        assertThat(new PublicKey(new byte[] {1})).isEqualTo(new PublicKey(new byte[] {1}));
        assertThat(new PublicKey(new byte[] {1})).isNotEqualTo(new PublicKey(new byte[] {2}));
    }

    @Test
    void keys_atTheirLimits_areValidAndOnePastThemAreNot() {
        assertThat(new PublicKey(new byte[PublicKey.MAX_BYTES]).encoded()).hasSize(PublicKey.MAX_BYTES);
        assertThat(new SecretKey(new byte[SecretKey.MAX_BYTES]).revealSecretBytes())
                .hasSize(SecretKey.MAX_BYTES);
        assertThatIllegalArgumentException().isThrownBy(() -> new PublicKey(new byte[PublicKey.MAX_BYTES + 1]));
        assertThatIllegalArgumentException().isThrownBy(() -> new SecretKey(new byte[SecretKey.MAX_BYTES + 1]));
        assertThatIllegalArgumentException().isThrownBy(() -> new PublicKey(new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> new SecretKey(new byte[0]));
    }
}
