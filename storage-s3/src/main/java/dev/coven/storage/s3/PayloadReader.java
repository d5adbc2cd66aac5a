package dev.coven.storage.s3;

import dev.coven.spi.storage.Payload;
import dev.coven.storage.jclouds.UnreadablePayload;
import java.io.IOException;
import java.io.InputStream;

/** Reads a payload once, piece by piece, and holds it to the length that it declared. */
final class PayloadReader implements AutoCloseable {
    private final long declared;
    private final InputStream stream;
    private long left;

    PayloadReader(Payload payload) throws UnreadablePayload {
        declared = payload.length();
        left = declared;
        try {
            stream = payload.open();
        } catch (IOException e) {
            throw new UnreadablePayload(e);
        }
    }

    /** The next bytes: as many as asked for, fewer only at the end, where the stream must end too. */
    byte[] next(int maxBytes) throws UnreadablePayload {
        int wanted = (int) Math.min(maxBytes, left);
        try {
            byte[] bytes = stream.readNBytes(wanted);
            left -= bytes.length;
            if (bytes.length < wanted || (left == 0 && stream.read() >= 0)) {
                throw new UnreadablePayload("the payload does not have the " + declared + " bytes that it declared");
            }
            return bytes;
        } catch (UnreadablePayload e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadablePayload(e);
        }
    }

    boolean isAtEnd() {
        return left == 0;
    }

    @Override
    public void close() throws UnreadablePayload {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UnreadablePayload(e);
        }
    }
}
