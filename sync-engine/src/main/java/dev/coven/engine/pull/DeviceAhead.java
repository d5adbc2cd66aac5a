package dev.coven.engine.pull;

import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.envelope.EnvelopeHeader;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** What is fetched ahead of one device's changesets. Only the thread that applies them touches it. */
final class DeviceAhead {
    private final String device;
    private final long last;
    private final long lastTime;
    private final Queue<AheadFetch> begun = new ArrayDeque<>();
    private long nextSeq;
    private long knownSeq;
    private long knownTime = Long.MIN_VALUE;
    private long largest;
    private boolean stopped;

    DeviceAhead(HeadDocument head, long cursor) {
        this.device = head.device();
        this.last = head.seq();
        this.lastTime = head.clockHighWater();
        this.knownSeq = cursor;
        this.nextSeq = cursor + 1;
    }

    String device() {
        return device;
    }

    /** The number of the changeset that would be fetched ahead next. */
    long nextSeq() {
        return nextSeq;
    }

    /** The most bytes that one of its envelopes had so far. */
    long largest() {
        return largest;
    }

    /** Whether something can be fetched ahead: nothing is behind one that failed, nor behind a first one that nobody saw. */
    boolean canGoOn() {
        for (AheadFetch fetch : begun) {
            fetch.peek().ifPresent(this::look);
        }
        boolean seen = knownTime != Long.MIN_VALUE || begun.isEmpty();
        return !stopped && nextSeq <= last && seen;
    }

    private void look(Fetched fetched) {
        if (fetched instanceof Fetched.Here here) {
            note(here);
        }
        stopped |= fetched instanceof Fetched.Refused;
    }

    /**
     * When the next one was written, about: as if the device wrote evenly from the last one seen to the last one there is. It
     * decides what is fetched first, and nothing else.
     */
    double expectedTime() {
        if (knownTime == Long.MIN_VALUE) {
            return Double.NEGATIVE_INFINITY;
        }
        double part = (double) (nextSeq - knownSeq) / Math.max(1, last - knownSeq);
        return knownTime + part * Math.max(0, (double) lastTime - knownTime);
    }

    /** How many bytes may still come of what was begun. */
    long expectedBytes() {
        return begun.stream().mapToLong(AheadFetch::expectedBytes).sum();
    }

    int begun() {
        return begun.size();
    }

    /** The next one is being fetched. */
    void begin(AheadFetch fetch) {
        begun.add(fetch);
        nextSeq++;
    }

    /** Whether this changeset, the next that is needed, was fetched ahead and has come. */
    boolean isHere(long seq) {
        AheadFetch first = begun.peek();
        return first != null
                && first.seq() == seq
                && first.peek()
                        .filter(fetched -> !(fetched instanceof Fetched.Postponed))
                        .isPresent();
    }

    /** What was begun for this changeset, which is needed now. */
    Optional<AheadFetch> needed(long seq) {
        nextSeq = Math.max(nextSeq, seq + 1);
        AheadFetch first = begun.peek();
        return first != null && first.seq() == seq ? Optional.ofNullable(begun.poll()) : Optional.empty();
    }

    /** One has come. */
    void note(Fetched.Here here) {
        EnvelopeHeader header = here.envelope().header();
        largest = Math.max(largest, here.bytes());
        if (header.seq() > knownSeq) {
            knownSeq = header.seq();
            knownTime = header.timestamp();
        }
    }

    /** Nothing more is needed of this device. */
    void stop() {
        stopped = true;
        begun.forEach(AheadFetch::drop);
        begun.clear();
    }
}
