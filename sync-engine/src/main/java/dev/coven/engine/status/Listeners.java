package dev.coven.engine.status;

import dev.coven.engine.ListenerToken;
import dev.coven.engine.SyncListener;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who want to know what a library does. None of them can stop it by an exception, nor keep others from being told; an
 * {@link Error} is no listener's affair, and ends the cycle.
 */
public final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final CopyOnWriteArrayList<Registration> registrations = new CopyOnWriteArrayList<>();

    /** Adds a listener until the token is closed; one that is added twice is told twice. */
    public ListenerToken add(SyncListener listener) {
        Registration registration = new Registration(listener);
        registrations.add(registration);
        return () -> {
            registration.ended.set(true);
            registrations.remove(registration);
        };
    }

    /** Tells every listener, in the order in which they came. The caller holds no lock but that of the cycle at work. */
    public void tell(Consumer<SyncListener> news) {
        registrations.forEach(registration -> registration.tell(news));
    }

    private static final class Registration {
        private final SyncListener listener;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final AtomicBoolean failed = new AtomicBoolean();

        Registration(SyncListener listener) {
            this.listener = listener;
        }

        void tell(Consumer<SyncListener> news) {
            if (ended.get()) {
                return;
            }
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                if (failed.compareAndSet(false, true)) {
                    LOG.error("listener {} threw; syncing goes on, and this is said once", listener, e);
                }
            }
        }
    }
}
