package dev.coven.engine.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class LibraryKeyTest {
    private static final byte[] COUNTING = TestKeys.counting(32);

    @Test
    void commitment_knownSecret_isTheOneComputedElsewhere() {
        assertThat(LibraryKey.of(3, COUNTING).commitment())
                .isEqualTo("b5f03b578b28158df8f8bb5f1746a37c1d6071d340d39973e49af570a082636a");
    }

    @Test
    void commitment_otherSecret_differs() {
        SecureRandom random = new SecureRandom();

        assertThat(LibraryKey.generate(1, random).commitment())
                .isNotEqualTo(LibraryKey.generate(1, random).commitment());
    }

    @Test
    void toString_key_showsNothingOfTheSecret() {
        LibraryKey key = LibraryKey.of(3, COUNTING);

        assertThat(key).hasToString("LibraryKey[epoch 3]");
        assertThat(key.toString()).doesNotContain(HexFormat.of().formatHex(COUNTING, 0, 4));
    }

    @Test
    void of_arrayChangedAfterwards_keepsItsOwnCopy() {
        byte[] secret = COUNTING.clone();
        LibraryKey key = LibraryKey.of(3, secret);
        secret[0] ^= 1;
        key.revealSecretBytes()[1] ^= 1;

        assertThat(key.revealSecretBytes()).isEqualTo(COUNTING);
    }

    @Test
    void of_lengthOtherThanTheKeys_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LibraryKey.of(1, new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> LibraryKey.of(1, new byte[33]));
    }

    @Test
    void of_epochAtItsLimits_isAccepted() {
        assertThat(LibraryKey.of(0, COUNTING).epoch()).isZero();
        assertThat(LibraryKey.of(LibraryKey.MAX_EPOCH, COUNTING).epoch()).isEqualTo(LibraryKey.MAX_EPOCH);
    }

    @Test
    void of_epochBeyondItsLimits_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LibraryKey.of(-1, COUNTING));
        assertThatIllegalArgumentException().isThrownBy(() -> LibraryKey.of(LibraryKey.MAX_EPOCH + 1, COUNTING));
    }

    @Test
    void equals_sameEpochAndSecret_holds() {
        assertThat(LibraryKey.of(3, COUNTING))
                .isEqualTo(LibraryKey.of(3, COUNTING))
                .hasSameHashCodeAs(LibraryKey.of(3, COUNTING))
                .isNotEqualTo(LibraryKey.of(4, COUNTING))
                .isNotEqualTo(LibraryKey.of(3, new byte[32]));
    }

    @Test
    void keyring_keysInAnyOrder_hasTheHighestAsCurrent() {
        LibraryKeyring keyring = new LibraryKeyring(List.of(TestKeys.key(2), TestKeys.key(10), TestKeys.key(1)));

        assertThat(keyring.current()).isEqualTo(TestKeys.key(10));
        assertThat(keyring.keys()).containsExactly(TestKeys.key(1), TestKeys.key(2), TestKeys.key(10));
        assertThat(keyring.epoch(2)).contains(TestKeys.key(2));
        assertThat(keyring.epoch(3)).isEmpty();
    }

    @Test
    void keyring_withAnother_leavesTheFirstUnchanged() {
        LibraryKeyring one = new LibraryKeyring(List.of(TestKeys.key(1)));

        assertThat(one.with(TestKeys.key(2)).current()).isEqualTo(TestKeys.key(2));
        assertThat(one.with(TestKeys.key(1)).keys()).hasSize(1);
        assertThat(one.current()).isEqualTo(TestKeys.key(1));
    }

    @Test
    void keyring_withoutKeys_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LibraryKeyring(List.of()));
    }

    @Test
    void keyring_twoKeysOfOneEpoch_isRefused() {
        LibraryKey other = LibraryKey.of(1, new byte[32]);

        assertThatIllegalArgumentException().isThrownBy(() -> new LibraryKeyring(List.of(TestKeys.key(1), other)));
        assertThatIllegalArgumentException().isThrownBy(() -> new LibraryKeyring(List.of(TestKeys.key(1))).with(other));
    }

    @Test
    void keyring_toString_showsEpochsAlone() {
        assertThat(new LibraryKeyring(List.of(TestKeys.key(2), TestKeys.key(1))))
                .hasToString("LibraryKeyring[1, 2]");
    }
}
