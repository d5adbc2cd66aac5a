package dev.coven.engine.apply;

import dev.coven.engine.HeldReason;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangeKind;
import dev.coven.engine.changeset.ChangesetReader;
import dev.coven.engine.changeset.ClockTrackReader;
import dev.coven.engine.changeset.MalformedChangesetException;
import dev.coven.spi.clock.Hlc;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The changes of an incoming changeset in its order, held to what its header promises. Knows no database. */
final class ChangeStream implements ChangeSource {
    private final IncomingChangeset incoming;
    private final Stamps stamps;
    private final ChangesetReader reader;
    private final ClockTrackReader clocks;
    private long read;
    private long highest;

    ChangeStream(IncomingChangeset incoming, Stamps stamps) {
        this.incoming = incoming;
        this.stamps = stamps;
        this.reader = new ChangesetReader(incoming.changeset(), incoming.limits());
        this.clocks = new ClockTrackReader(incoming.clocks(), incoming.changes());
        this.highest = incoming.previousTime();
    }

    @Override
    public @Nullable StampedChange next() throws IOException, MalformedChangesetException, ChangesetRefusedException {
        if (read == incoming.changes()) {
            requireEnd();
            return null;
        }
        Change change = reader.next();
        if (change == null) {
            throw refused("it holds " + read + " changes and promises " + incoming.changes());
        }
        read++;
        long time = clocks.next().orElseThrow(() -> refused("it has fewer clocks than changes"));
        if (time <= incoming.previousTime()) {
            throw refused("a stamp does not lie above the changeset before it");
        }
        highest = Math.max(highest, time);
        Hlc stamp = stamps.of(time, incoming.device());
        if (stamp.equals(Stamps.BASELINE) && change.kind() != ChangeKind.INSERT) {
            throw refused("it changes a row at a time when the library had only its first rows");
        }
        return StampedChange.of(change, stamp);
    }

    private void requireEnd() throws IOException, MalformedChangesetException, ChangesetRefusedException {
        if (reader.next() != null) {
            throw refused("it holds more changes than the " + incoming.changes() + " that it promises");
        }
        if (clocks.next().isPresent()) {
            throw refused("it has more clocks than changes");
        }
        if (incoming.changes() > 0 && highest != incoming.timestamp()) {
            throw refused("its timestamp is not the highest stamp in it");
        }
    }

    private static ChangesetRefusedException refused(String what) {
        return new ChangesetRefusedException(HeldReason.MALFORMED, "the changeset contradicts its header: " + what);
    }
}
