package dev.coven.engine.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.crypto.Sha256;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.signature.PublicKey;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
    private static final byte[] KEY = {5, 6, 7};
    private static final byte[] NONCE = new byte[16];

    @Test
    void memberId_ofKey_isBeginningOfHashOfParts() throws IOException {
        byte[] hash = hashOf(bytes("coven.v1.member"), bytes("fake"), KEY);

        assertThat(Fingerprints.memberId("fake", new PublicKey(KEY)))
                .isEqualTo(HexFormat.of().formatHex(hash, 0, 20))
                .matches(HexId.MEMBER::matches);
    }

    @Test
    void deviceId_ofKeyAndNonce_isBeginningOfHashOfParts() throws IOException {
        byte[] hash = hashOf(bytes("coven.v1.device"), bytes("fake"), KEY, NONCE);

        assertThat(Fingerprints.deviceId("fake", new PublicKey(KEY), new DeviceNonce(NONCE)))
                .isEqualTo(HexFormat.of().formatHex(hash, 0, 16))
                .matches(HexId.DEVICE::matches);
    }

    @Test
    void ids_ofKnownParts_areThoseComputedElsewhere() {
        PublicKey key = new PublicKey(filled(32, 7));

        assertThat(Fingerprints.memberId("ed25519", key)).isEqualTo("0b67476d4f350fc2951c367bc67e551cb6be3efd");
        assertThat(Fingerprints.deviceId("ed25519", key, new DeviceNonce(filled(16, 9))))
                .isEqualTo("3045c00d611177149ed68043f8404660");
    }

    @Test
    void deviceId_inATimestamp_isValid() {
        String device = Fingerprints.deviceId("fake", new PublicKey(KEY), new DeviceNonce(NONCE));

        assertThat(Hlc.parse(new Hlc(1, device).toString()).device()).isEqualTo(device);
    }

    @Test
    void memberId_bytesMovedBetweenParts_differs() {
        assertThat(Fingerprints.memberId("fakea", new PublicKey(bytes("b"))))
                .isNotEqualTo(Fingerprints.memberId("fake", new PublicKey(bytes("ab"))));
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hashOf(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(all);
        for (byte[] part : parts) {
            out.writeInt(part.length);
            out.write(part);
        }
        return Sha256.digest().digest(all.toByteArray());
    }
}
