package dev.coven.engine.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks a changeset and stops at its announced size, however much more the packed bytes would yield. */
final class InflatedChangeset extends InputStream {
    private final Inflater inflater = new Inflater();
    private final long size;
    private long yielded;
    private boolean checked;
    private boolean closed;

    InflatedChangeset(byte[] stored, long size) {
        this.size = size;
        inflater.setInput(stored);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (closed) {
            throw new IOException("the changeset's stream is closed");
        }
        if (length == 0) {
            return 0;
        }
        if (yielded == size) {
            requireEnd();
            return -1;
        }
        int count = inflate(target, offset, (int) Math.min(length, size - yielded));
        if (count == 0) {
            throw new SizeMismatchException(
                    "the header announces a changeset of " + size + " bytes, it ends after " + yielded);
        }
        yielded += count;
        return count;
    }

    @Override
    public void close() {
        closed = true;
        inflater.end();
    }

    /** 0 only when nothing more comes: all input was given at once. */
    private int inflate(byte[] target, int offset, int length) throws MalformedEnvelopeException {
        try {
            int count = inflater.inflate(target, offset, length);
            if (count == 0 && inflater.needsDictionary()) {
                throw new MalformedEnvelopeException("the changeset wants a dictionary to be unpacked");
            }
            return count;
        } catch (DataFormatException e) {
            throw new MalformedEnvelopeException("the changeset cannot be unpacked after " + yielded + " bytes", e);
        }
    }

    private void requireEnd() throws MalformedEnvelopeException {
        if (checked) {
            return;
        }
        // Asking for one byte more also makes the inflater read and compare its checksum.
        if (inflate(new byte[1], 0, 1) > 0) {
            throw new SizeMismatchException("the header announces a changeset of " + size + " bytes, it goes on");
        }
        if (!inflater.finished()) {
            throw new MalformedEnvelopeException("the packed changeset is cut off after " + yielded + " bytes");
        }
        if (inflater.getRemaining() > 0) {
            throw new MalformedEnvelopeException(
                    inflater.getRemaining() + " bytes follow the packed changeset within its part");
        }
        checked = true;
    }
}
