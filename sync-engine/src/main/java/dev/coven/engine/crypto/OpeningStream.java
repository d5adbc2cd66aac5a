package dev.coven.engine.crypto;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A decrypting stream that tells a failing source from an unreadable body, which the decrypting stream itself reports alike,
 * and that never recovers from either.
 */
final class OpeningStream extends InputStream {
    /** Makes the decrypting stream over its source. */
    interface Decryption {
        InputStream over(InputStream source) throws GeneralSecurityException, IOException;
    }

    private final Supplier<@Nullable IOException> sourceFailure;
    private final InputStream plain;
    private final Function<Exception, UnreadableObjectException> unreadable;
    private @Nullable IOException failure;

    private OpeningStream(
            Supplier<@Nullable IOException> sourceFailure,
            InputStream plain,
            Function<Exception, UnreadableObjectException> unreadable) {
        this.sourceFailure = sourceFailure;
        this.plain = plain;
        this.unreadable = unreadable;
    }

    static OpeningStream of(
            InputStream in, Decryption decryption, Function<Exception, UnreadableObjectException> unreadable)
            throws IOException, UnreadableObjectException {
        Source source = new Source(in);
        try {
            return new OpeningStream(() -> source.failure, decryption.over(source), unreadable);
        } catch (GeneralSecurityException e) {
            throw unreadable.apply(e);
        }
    }

    /** A stream over one that decrypts, and what its source failed with, if it did. */
    static OpeningStream of(
            InputStream plain,
            Supplier<@Nullable IOException> sourceFailure,
            Function<Exception, UnreadableObjectException> unreadable) {
        return new OpeningStream(sourceFailure, plain, unreadable);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            return plain.read(buffer, offset, length);
        } catch (IOException e) {
            failure = e == sourceFailure.get() ? e : new UnreadableStreamException(unreadable.apply(e));
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }

    /** The sealed bytes; remembers its own failure. */
    private static final class Source extends FilterInputStream {
        private @Nullable IOException failure;

        Source(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
