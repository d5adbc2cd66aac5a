package dev.coven.engine.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.spi.signature.PublicKey;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

        assertThat(Fingerprints.deviceId("fake", new PublicKey(KEY), NONCE))
                .isEqualTo(HexFormat.of().formatHex(hash, 0, 16))
                .matches(HexId.DEVICE::matches);
    }

    @Test
    void memberId_bytesMovedBetweenParts_differs() {
        assertThat(Fingerprints.memberId("fakea", new PublicKey(bytes("b"))))
                .isNotEqualTo(Fingerprints.memberId("fake", new PublicKey(bytes("ab"))));
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
        return Fingerprints.sha256().digest(all.toByteArray());
    }
}
