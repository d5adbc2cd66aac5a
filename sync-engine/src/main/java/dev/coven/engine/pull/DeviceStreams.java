package dev.coven.engine.pull;

import dev.coven.engine.config.PullLimits;
import dev.coven.engine.envelope.EnvelopeHeader;
import dev.coven.engine.pull.DeviceStream.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The changesets of all devices that are ahead, in the order of their timestamps, as many at a time as are applied together. */
final class DeviceStreams {
    /** The most changesets that are applied in one transaction. */
    static final int MAX_CHANGESETS = 256;

    /** The most changes that several changesets in one transaction may have. */
    static final long MAX_CHANGES = 10_000;

    /** Several changesets of one transaction take this part of the room for fetched envelopes at most. */
    private static final int PART_OF_ROOM = 4;

    /** After so long, what was gathered is applied: its work must not be lost when a slow pull breaks off. */
    private static final long MAX_GATHER_MILLIS = 250;

    private final Prefetch prefetch;
    private final PullLimits limits;
    private final LongSupplier nowMillis;
    private final List<DeviceStream> streams = new ArrayList<>();

    DeviceStreams(Prefetch prefetch, PullLimits limits, LongSupplier nowMillis) {
        this.prefetch = prefetch;
        this.limits = limits;
        this.nowMillis = nowMillis;
    }

    void add(DeviceStream stream) {
        streams.add(stream);
    }

    List<DeviceStream> all() {
        return streams;
    }

    /**
     * Takes the changesets that are applied next: the earliest, and those behind it that are here already, within limits.
     * Empty when there is none.
     */
    List<Taken> nextBatch() {
        long began = nowMillis.getAsLong();
        List<Taken> batch = new ArrayList<>();
        long changes = 0;
        long bytes = 0;
        while (lookAtAll(batch.isEmpty())) {
            Optional<DeviceStream> next = earliest();
            if (next.isEmpty()) {
                return batch;
            }
            EnvelopeHeader header = next.get().header();
            boolean fits = next.get().hasBody()
                    && !prefetch.isOverdrawn()
                    && batch.size() < MAX_CHANGESETS
                    && header.changes() <= MAX_CHANGES - changes
                    && header.changesetSize() <= limits.maxBytes() / PART_OF_ROOM - bytes
                    && Math.abs(nowMillis.getAsLong() - began) < MAX_GATHER_MILLIS;
            if (!fits && !batch.isEmpty()) {
                return batch;
            }
            makeRoom(() -> next);
            Optional<Taken> taken = next.get().take();
            if (taken.isPresent()) {
                batch.add(taken.get());
                changes = Math.addExact(changes, Math.min(header.changes(), MAX_CHANGES));
                bytes += Math.max(header.changesetSize(), taken.get().fetched().bytes());
            }
        }
        return batch;
    }

    /** Finds out of every stream what comes next; false when that would mean to wait, and there is something to do instead. */
    private boolean lookAtAll(boolean mayWait) {
        for (DeviceStream stream : streams) {
            if (stream.isUnknown()) {
                if (!mayWait && (prefetch.isOverdrawn() || !stream.isNextHere())) {
                    return false;
                }
                makeRoom(Optional::empty);
                stream.look();
                makeRoom(this::earliest);
            }
        }
        return true;
    }

    private Optional<DeviceStream> earliest() {
        return streams.stream().filter(DeviceStream::isReady).min(DeviceStream::compareByTime);
    }

    /** Lets go of envelopes in memory, those first whose turn comes last, until there is room; all but one, which is asked for then. */
    private void makeRoom(Supplier<Optional<DeviceStream>> spared) {
        while (prefetch.isOverdrawn()) {
            Optional<DeviceStream> kept = spared.get();
            Optional<DeviceStream> latest = streams.stream()
                    .filter(DeviceStream::hasBody)
                    .filter(stream -> !kept.equals(Optional.of(stream)))
                    .max(DeviceStream::compareByTime);
            if (latest.isEmpty()) {
                return;
            }
            latest.get().letGo();
        }
    }
}
