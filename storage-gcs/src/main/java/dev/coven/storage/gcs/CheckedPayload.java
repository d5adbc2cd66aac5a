package dev.coven.storage.gcs;

import dev.coven.spi.storage.Payload;
import dev.coven.storage.jclouds.UnreadablePayload;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.zip.CRC32C;

/** A payload on its way: held to the length that it declared, and summed up as the service does. */
final class CheckedPayload extends InputStream {
    private final InputStream stream;
    private final long declared;
    private final CRC32C sum = new CRC32C();
    private long given;

    CheckedPayload(Payload payload) throws UnreadablePayload {
        declared = payload.length();
        try {
            stream = payload.open();
        } catch (IOException e) {
            throw new UnreadablePayload(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count;
        try {
            count = stream.read(buffer, offset, length);
        } catch (IOException e) {
            throw new UnreadablePayload(e);
        }
        given += Math.max(count, 0);
        if (given > declared || (count < 0 && given < declared)) {
            throw new UnreadablePayload("the payload does not have the " + declared + " bytes that it declared");
        }
        if (count > 0) {
            sum.update(buffer, offset, count);
        }
        return count;
    }

    /** Of what was read. */
    String crc32c() {
        int value = (int) sum.getValue();
        byte[] bytes = {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() throws IOException {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UnreadablePayload(e);
        }
    }
}
