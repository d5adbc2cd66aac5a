package dev.coven.engine.pull;

import dev.coven.engine.config.PullLimits;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.envelope.OpenedEnvelope;
import dev.coven.engine.store.Transfers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongPredicate;

/**
 * Fetches the envelopes that the heads promise while others are applied: several at once, about in the order in which they
 * will be needed, as many and as large as there is room for.
 *
 * <p>What is needed and nobody has begun to fetch, the thread that applies fetches itself. With one transfer that is all there
 * is: nothing is fetched before it is needed.
 */
final class Prefetch implements AutoCloseable {
    /** So many envelopes per transfer are fetched, or wait, before they are needed. */
    static final int AHEAD_PER_TRANSFER = 4;

    private final EnvelopeFetcher fetcher;
    private final FetchBudget budget;
    private final int window;
    private final Optional<Transfers> threads;
    private final List<DeviceAhead> devices = new ArrayList<>();

    Prefetch(EnvelopeFetcher fetcher, PullLimits limits) {
        this.fetcher = fetcher;
        this.budget = new FetchBudget(limits.maxBytes());
        this.window = AHEAD_PER_TRANSFER * limits.transfers();
        this.threads = limits.transfers() == 1
                ? Optional.empty()
                : Optional.of(Transfers.on("coven-pull", limits.transfers()));
    }

    /** What will be needed of a device: all from behind the cursor to the head. */
    DeviceAhead device(HeadDocument head, long cursor) {
        DeviceAhead device = new DeviceAhead(head, cursor);
        devices.add(device);
        return device;
    }

    /**
     * The envelope that is needed now. Its room is the caller's to give back.
     *
     * @throws HeldException when it cannot be taken
     */
    Fetched.Here take(DeviceAhead device, long seq) throws HeldException {
        Optional<AheadFetch> begun = device.needed(seq);
        goOn();
        Fetched fetched = begun.flatMap(AheadFetch::take).orElseGet(Fetched.Postponed::new);
        if (fetched instanceof Fetched.Postponed) {
            fetched = fetchNow(device.device(), seq);
        }
        if (fetched instanceof Fetched.Refused refused) {
            throw refused.reason();
        }
        Fetched.Here here = (Fetched.Here) fetched;
        device.note(here);
        goOn();
        return here;
    }

    /** Whether taking this envelope waits for nobody: it has come, or nothing is fetched but by who takes it. */
    boolean isHere(DeviceAhead device, long seq) {
        return threads.isEmpty() || device.isHere(seq);
    }

    /** Gives an envelope's room back. */
    void giveBack(Fetched.Here here) {
        budget.giveBack(here.bytes());
    }

    /** Whether there is no room to keep what was just taken until its turn comes. */
    boolean isOverdrawn() {
        return budget.isOverdrawn();
    }

    private void goOn() {
        if (threads.isEmpty()) {
            return;
        }
        int count = devices.stream().mapToInt(DeviceAhead::begun).sum();
        long bytes = budget.used()
                + devices.stream().mapToLong(DeviceAhead::expectedBytes).sum();
        while (count < window) {
            Optional<DeviceAhead> next = devices.stream()
                    .filter(DeviceAhead::canGoOn)
                    .min(Comparator.comparingDouble(DeviceAhead::expectedTime));
            if (next.isEmpty() || bytes + next.get().largest() > budget.aheadBytes()) {
                return;
            }
            bytes += next.get().largest();
            count++;
            begin(next.get(), threads.get());
        }
    }

    private void begin(DeviceAhead device, Transfers transfers) {
        String id = device.device();
        long seq = device.nextSeq();
        Callable<Fetched> work = () -> fetch(id, seq, budget::takeAhead);
        AheadFetch fetch = new AheadFetch(seq, device.largest(), budget, work);
        device.begin(fetch);
        transfers.start(fetch);
    }

    private Fetched fetchNow(String device, long seq) {
        return fetch(device, seq, bytes -> {
            budget.take(bytes);
            return true;
        });
    }

    /** Asks for room, and has it only when an envelope is returned. */
    private Fetched fetch(String device, long seq, LongPredicate room) {
        long[] taken = new long[1];
        boolean kept = false;
        try {
            Optional<OpenedEnvelope> envelope = fetcher.open(device, seq, bytes -> {
                boolean free = room.test(bytes);
                taken[0] = free ? bytes : 0;
                return free;
            });
            kept = envelope.isPresent();
            return kept ? new Fetched.Here(envelope.get(), taken[0]) : new Fetched.Postponed();
        } catch (HeldException e) {
            return new Fetched.Refused(e);
        } finally {
            if (!kept) {
                budget.giveBack(taken[0]);
            }
        }
    }

    @Override
    public void close() {
        devices.forEach(DeviceAhead::stop);
        threads.ifPresent(Transfers::close);
    }
}
