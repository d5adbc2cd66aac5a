package dev.coven.conformance.signature;

import dev.coven.conformance.Breaks;
import dev.coven.conformance.Breaks.Seen;
import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.SecretKey;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.signature.Signer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/** Schemes that are wrong in how they sign. */
final class BrokenSigners {
    private BrokenSigners() {}

    abstract static class Broken extends BrokenScheme {
        /** What the signer under test makes of a sound one. */
        abstract Signer broken(Signer sound);

        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                public Signer signer(SecretKey key) throws InvalidKeyException {
                    return broken(super.signer(key));
                }
            };
        }
    }

    @Breaks(rule = "S1", says = "100000 bytes")
    static class SignsTheBeginning extends Broken {
        @Override
        Signer broken(Signer sound) {
            return message -> sound.sign(Arrays.copyOf(message, Math.min(1 << 16, message.length)));
        }
    }

    @Breaks(rule = "S2", says = "a signature after another message was signed")
    @Breaks(rule = "S4", says = "a signature made beside others", seen = Seen.AT_TIMES)
    static class SharesItsBuffer extends Broken {
        @Override
        Signer broken(Signer sound) {
            byte[] buffer = new byte[HashScheme.BYTES];
            return message -> {
                System.arraycopy(sound.sign(message), 0, buffer, 0, buffer.length);
                return buffer;
            };
        }
    }

    /** Keeps the message in a field while it signs. */
    @Breaks(rule = "S4", says = "a signature made beside others")
    static class HasOneMessage extends Broken {
        /** So long does it take to sign, unless another message comes. */
        private static final int LOOKS = 20_000;

        @Override
        Signer broken(Signer sound) {
            AtomicReference<byte[]> current = new AtomicReference<>(new byte[0]);
            return message -> {
                current.set(message);
                for (int i = 0; i < LOOKS && current.get() == message; i++) {
                    Thread.onSpinWait();
                }
                return sound.sign(current.get());
            };
        }
    }
}
