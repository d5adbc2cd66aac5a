package dev.coven.engine.apply;

import dev.coven.engine.changeset.MalformedChangesetException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the changes of a changeset come from, one after the other. */
@FunctionalInterface
interface ChangeSource {
    /** The next change, or null after the last, which is asked for once. */
    @Nullable
    StampedChange next() throws IOException, MalformedChangesetException, ChangesetRefusedException;
}
