package dev.coven.engine.changeset;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Turns a changeset into the one that undoes it, as a stream. */
public final class ChangesetInverter {
    private ChangesetInverter() {}

    /**
     * Writes the inverse of each change that is left to read, in the same order: the bytes of
     * {@code sqlite3changeset_invert}.
     *
     * @throws MalformedChangesetException from the reader; what came before has been written by then
     */
    public static void invert(ChangesetReader from, ChangesetWriter to)
            throws IOException, MalformedChangesetException {
        for (@Nullable Change change = from.next(); change != null; change = from.next()) {
            to.write(change.invert());
        }
    }
}
