package dev.coven.engine.blob;

import dev.coven.engine.database.BlobFileTable.Look;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** A file to be sent, as it looked when that began. It must not change until the end: a blob never does. */
record SourceFile(Path file, Look look) {
    /** A file that is there; empty when it is not. */
    static Optional<SourceFile> of(Path file) throws IOException {
        return BlobFolder.look(file).map(look -> new SourceFile(file, look));
    }

    /** Its bytes; reading the end fails when it is not as it was. */
    InputStream open() throws IOException {
        return new FilterInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            private long left = look.size();

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = super.read(target, offset, length);
                left -= Math.max(0, count);
                boolean changed = left < 0 || (count < 0 && (left > 0 || !isUnchanged()));
                if (changed) {
                    throw new IOException(file + " changed while it was read: write it before the row that names it");
                }
                return count;
            }
        };
    }

    boolean isUnchanged() throws IOException {
        return BlobFolder.look(file).equals(Optional.of(look));
    }
}
