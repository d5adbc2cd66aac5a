package dev.coven.engine.changeset;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Whole changesets in memory, for the tests. */
final class Codec {
    private Codec() {}

    static byte[] write(List<Change> changes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ChangesetWriter writer = new ChangesetWriter(out);
        for (Change change : changes) {
            writer.write(change);
        }
        return out.toByteArray();
    }

    static List<Change> read(byte[] changeset) throws IOException, MalformedChangesetException {
        return read(new ByteArrayInputStream(changeset), ChangesetLimits.DEFAULT);
    }

    static List<Change> read(InputStream in, ChangesetLimits limits) throws IOException, MalformedChangesetException {
        ChangesetReader reader = new ChangesetReader(in, limits);
        List<Change> changes = new ArrayList<>();
        for (Change change = reader.next(); change != null; change = reader.next()) {
            changes.add(change);
        }
        return changes;
    }

    /** A stream that hands out one byte at a time, as a slow socket may. */
    static InputStream trickle(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 1));
            }
        };
    }
}
