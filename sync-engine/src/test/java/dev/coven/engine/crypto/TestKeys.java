package dev.coven.engine.crypto;

import dev.coven.spi.storage.ObjectKey;
import java.util.Arrays;
import java.util.List;

/** Fixed keys and names, so that every failure repeats. */
final class TestKeys {
    static final String LIBRARY = "0123456789abcdef0123456789abcdef";
    static final String OTHER_LIBRARY = "0123456789abcdef0123456789abcdee";
    static final ObjectKey OBJECT = new ObjectKey("index/heads/0a");
    static final ObjectKey OTHER_OBJECT = new ObjectKey("index/heads/0b");

    private TestKeys() {}

    static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    /** A key that differs from epoch to epoch. */
    static LibraryKey key(int epoch) {
        byte[] secret = new byte[LibraryKey.BYTES];
        Arrays.fill(secret, (byte) (epoch + 1));
        return LibraryKey.of(epoch, secret);
    }

    /** A cipher of those epochs in the test library. */
    static ObjectCipher cipher(int... epochs) {
        List<LibraryKey> keys = Arrays.stream(epochs).mapToObj(TestKeys::key).toList();
        return new ObjectCipher(new LibraryKeyring(keys), LIBRARY);
    }

    /** The cipher that the bodies in the tests which were sealed elsewhere belong to: a counting secret, epoch 3. */
    static ObjectCipher cipherOfCountingSecret() {
        return new ObjectCipher(new LibraryKeyring(List.of(LibraryKey.of(3, counting(32)))), LIBRARY);
    }
}
