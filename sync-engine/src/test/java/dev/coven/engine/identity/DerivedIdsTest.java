package dev.coven.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coven.spi.clock.Hlc;
import dev.coven.spi.signature.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DerivedIdsTest {
    private static final PublicKey KEY = new PublicKey(filled(32, 7));
    private static final byte[] NONCE = filled(16, 9);

    @Test
    void deviceId_knownParts_isTheOneComputedElsewhere() {
        assertThat(DeviceId.derive("ed25519", KEY, NONCE).value()).isEqualTo("3045c00d611177149ed68043f8404660");
    }

    @Test
    void deviceId_anyPartOther_differs() {
        DeviceId device = DeviceId.derive("ed25519", KEY, NONCE);

        assertThat(DeviceId.derive("ed25518", KEY, NONCE)).isNotEqualTo(device);
        assertThat(DeviceId.derive("ed25519", new PublicKey(filled(32, 8)), NONCE))
                .isNotEqualTo(device);
        assertThat(DeviceId.derive("ed25519", KEY, filled(16, 8))).isNotEqualTo(device);
    }

    @Test
    void deviceId_inATimestamp_isValid() {
        DeviceId device = DeviceId.derive("ed25519", KEY, NONCE);

        assertThat(Hlc.parse(new Hlc(1, device.value()).toString()).device()).isEqualTo(device.toString());
    }

    @Test
    void deviceId_nonceOfAnotherLength_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DeviceId.derive("ed25519", KEY, new byte[15]));
        assertThatIllegalArgumentException().isThrownBy(() -> DeviceId.derive("ed25519", KEY, new byte[17]));
    }

    @Test
    void deviceId_textOfAnotherForm_isRefused() {
        for (String text :
                new String[] {"", "abc", "A".repeat(32), "0".repeat(31), "0".repeat(33), "../" + "0".repeat(29)}) {
            assertThat(DeviceId.isValid(text)).as(text).isFalse();
            assertThatIllegalArgumentException().isThrownBy(() -> new DeviceId(text));
        }
    }

    @Test
    void memberId_knownParts_isTheOneComputedElsewhere() {
        assertThat(MemberId.of("ed25519", KEY))
                .isEqualTo("0b67476d4f350fc2951c367bc67e551cb6be3efd")
                .matches(MemberId::isValid);
    }

    @Test
    void memberId_textOfAnotherForm_isInvalid() {
        assertThat(MemberId.isValid("0".repeat(39))).isFalse();
        assertThat(MemberId.isValid("0".repeat(41))).isFalse();
        assertThat(MemberId.isValid("A".repeat(40))).isFalse();
    }

    @Test
    void libraryId_generated_isValidAndNew() {
        SecureRandom random = new SecureRandom();

        assertThat(LibraryId.generate(random)).matches(LibraryId::isValid).isNotEqualTo(LibraryId.generate(random));
        assertThat(LibraryId.isValid("../" + "0".repeat(29))).isFalse();
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
