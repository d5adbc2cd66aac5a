package dev.coven.engine.pull;

import dev.coven.engine.HeldReason;
import dev.coven.engine.apply.IncomingChangeset;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.DeviceTable;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.envelope.EnvelopeHeader;
import dev.coven.engine.envelope.OpenedEnvelope;
import dev.coven.engine.membership.MembershipChain;
import java.io.ByteArrayInputStream;
import java.util.Optional;

/**
 * The changesets of one device, in their order: what comes next is looked for, and then taken to be applied. Where the stream
 * stands is ahead of the cursor of the copy by what was taken and is not applied yet.
 */
final class DeviceStream {
    /**
     * A changeset that was taken.
     *
     * @param stream where it is from
     * @param fetched its envelope, whose room is to be given back
     * @param floor what all of its stamps must lie above: those of the device's changeset before it, and the moment when
     *     its author became a member
     */
    record Taken(DeviceStream stream, Fetched.Here fetched, long floor) {
        /** The changeset, to be read once. */
        LibraryCopy.Verified verified() {
            OpenedEnvelope envelope = fetched.envelope();
            EnvelopeHeader header = envelope.header();
            IncomingChangeset content = new IncomingChangeset(
                    header.device(),
                    envelope.changeset(),
                    new ByteArrayInputStream(envelope.clocks()),
                    header.changes(),
                    floor,
                    header.timestamp(),
                    stream.fetcher.changesetLimits());
            return new LibraryCopy.Verified(content, header.seq(), envelope.hash(), header.changesetSize());
        }
    }

    private final EnvelopeFetcher fetcher;
    private final MembershipChain chain;
    private final Prefetch prefetch;
    private final DeviceAhead ahead;
    private final HeadDocument head;
    private long seq;
    private String hash;
    private long time;
    private Optional<Ready> next = Optional.empty();
    private Optional<HeldException> obstacle = Optional.empty();
    private boolean ended;

    /** The changesets of a device from behind the cursor up to its head. */
    DeviceStream(
            HeadDocument head,
            DeviceTable.Device cursor,
            EnvelopeFetcher fetcher,
            MembershipChain chain,
            Prefetch prefetch) {
        this.fetcher = fetcher;
        this.chain = chain;
        this.prefetch = prefetch;
        this.ahead = prefetch.device(head, cursor.cursor());
        this.head = head;
        this.seq = cursor.cursor();
        this.hash = cursor.cursorHash();
        this.time = cursor.cursorTime();
    }

    String device() {
        return head.device();
    }

    /** Whether it is to be found out what comes next. */
    boolean isUnknown() {
        return next.isEmpty() && !ended;
    }

    /** Whether that waits for nobody. */
    boolean isNextHere() {
        return seq == head.seq() || prefetch.isHere(ahead, seq + 1);
    }

    /** Whether a changeset comes next. */
    boolean isReady() {
        return next.isPresent();
    }

    /** Whether the changeset that comes next is held in memory. */
    boolean hasBody() {
        return next.flatMap(Ready::body).isPresent();
    }

    /** The changeset that comes next. */
    EnvelopeHeader header() {
        return next.orElseThrow().header();
    }

    /** The order in which changesets are applied. */
    int compareByTime(DeviceStream other) {
        int order = Long.compare(header().timestamp(), other.header().timestamp());
        return order != 0 ? order : device().compareTo(other.device());
    }

    /** Finds out what comes next, and fetches it. */
    void look() {
        if (seq >= head.seq()) {
            ended = true;
            return;
        }
        try {
            Fetched.Here here = prefetch.take(ahead, seq + 1);
            next = Optional.of(Ready.of(here));
            requireFit(here.envelope());
        } catch (HeldException e) {
            stop(e);
        }
    }

    private void requireFit(OpenedEnvelope envelope) throws HeldException {
        fetcher.requireFit(envelope.header(), new EnvelopeFetcher.Place(hash, time));
        if (envelope.header().seq() == head.seq() && !envelope.hash().equals(head.lastEnvelopeHash())) {
            throw new HeldException(HeldReason.BROKEN_CHAIN, "it is not the changeset that its device's head names");
        }
    }

    /** Takes what comes next, unless it cannot be had any more. */
    Optional<Taken> take() {
        Fetched.Here here;
        try {
            here = whole();
        } catch (HeldException e) {
            stop(e);
            return Optional.empty();
        }
        EnvelopeHeader header = here.envelope().header();
        // A first changeset could else speak of the time before the library, where nothing is older than it.
        long floor = Math.max(time, chain.memberSince(header.authorId()).orElseThrow());
        seq = header.seq();
        hash = here.envelope().hash();
        time = header.timestamp();
        next = Optional.empty();
        return Optional.of(new Taken(this, here, floor));
    }

    /** The next envelope with its body, which is fetched again if it was let go. */
    private Fetched.Here whole() throws HeldException {
        Ready ready = next.orElseThrow();
        if (ready.body().isPresent()) {
            return ready.body().get();
        }
        Fetched.Here again = prefetch.take(ahead, ready.header().seq());
        next = Optional.of(Ready.of(again));
        if (!again.envelope().hash().equals(ready.hash())) {
            throw new HeldException(HeldReason.BROKEN_CHAIN, "it is not the changeset that was there a moment ago");
        }
        return again;
    }

    /** Lets go of the body of what comes next: it is fetched again when it is taken. */
    void letGo() {
        next.flatMap(Ready::body).ifPresent(prefetch::giveBack);
        next = next.map(Ready::withoutBody);
    }

    /** Ends it: what comes next cannot be taken. */
    void stop(HeldException reason) {
        letGo();
        next = Optional.empty();
        ended = true;
        obstacle = Optional.of(reason);
        ahead.stop();
    }

    /** Why it was stopped, once. */
    Optional<HeldException> takeObstacle() {
        Optional<HeldException> reason = obstacle;
        obstacle = Optional.empty();
        return reason;
    }
}
