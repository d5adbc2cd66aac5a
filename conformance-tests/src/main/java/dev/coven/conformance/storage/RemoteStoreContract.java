package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.conformance.fleet.Device;
import dev.coven.conformance.fleet.Fleet;
import dev.coven.conformance.fleet.FleetPlan;
import dev.coven.conformance.network.FaultProxy;
import dev.coven.conformance.network.NetworkFault;
import dev.coven.engine.SyncException;
import dev.coven.spi.plugin.Stability;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a store that is reached over HTTP keeps when the network, the service or its configuration is bad: the kind of each failure,
 * whether trying again is safe, and that no secret is shown. A plugin's test extends this class beside
 * {@link ObjectStoreContract}, with a server that runs on this machine.
 */
@Stability(Stability.Promise.STABLE)
public abstract class RemoteStoreContract {
    private static final ObjectKey KEY = new ObjectKey("a/object");
    private static final int SIZE = 500_000;
    private static final long LARGE_BYTES = 64L << 20;
    private static final long MOST_HELD_BYTES = 40L << 20;
    private static final int PAUSE_SECONDS = 7;
    private static final int MIN_ROUNDS = 6;
    private static final int TROUBLED_REQUESTS = 120;
    private static final int TROUBLED_EVERY = 3;
    private static final int SILENT_EVERY = 50;
    private static final List<NetworkFault> TROUBLES = List.of(
            new NetworkFault.Drop(),
            new NetworkFault.LostAnswer(),
            new NetworkFault.Status(500),
            new NetworkFault.CutAnswer(),
            new NetworkFault.Busy(503, PAUSE_SECONDS));

    private final List<AutoCloseable> resources = new ArrayList<>();
    private volatile Supplier<NetworkFault> choice = NetworkFault.None::new;
    private FaultProxy proxy;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init")
    protected RemoteStoreContract() {}

    /** The port of the server, on 127.0.0.1. */
    protected abstract int serverPort();

    /**
     * A client of the store under test, which is empty when a test method begins and the same within it.
     *
     * @param endpoint where the server is reached
     */
    protected abstract ObjectStore connect(URI endpoint) throws Exception;

    /** The same, with as little patience for a silent server as can be configured. */
    protected abstract ObjectStore connectImpatient(URI endpoint) throws Exception;

    /** A client whose credentials are not the right ones. */
    protected abstract ObjectStore connectDenied(URI endpoint) throws Exception;

    /** A client of a bucket, or whatever holds the objects, that is not there. */
    protected abstract ObjectStore connectMissing(URI endpoint) throws Exception;

    /** What must not stand in any message: every credential that the three are configured with. */
    protected abstract List<String> secrets();

    /** One call of each kind. */
    enum Call {
        PUT,
        CREATE,
        GET,
        STAT,
        LIST,
        DELETE;

        void on(ObjectStore store) throws Exception {
            switch (this) {
                case PUT -> store.put(KEY, payload(), PutCondition.ALWAYS);
                case CREATE -> store.put(KEY, payload(), PutCondition.IF_ABSENT);
                case GET -> store.get(KEY, ByteRange.ALL).close();
                case STAT -> store.stat(KEY);
                case LIST -> store.list(KeyPrefix.ALL, ListCursor.start(), 10);
                case DELETE -> store.delete(KEY);
            }
        }

        boolean writes() {
            return this == PUT || this == CREATE || this == DELETE;
        }
    }

    @BeforeEach
    final void startProxy() throws IOException {
        proxy = FaultProxy.before(serverPort(), (method, target) -> choice.get());
        resources.add(proxy);
    }

    @AfterEach
    final void closeAll() throws Exception {
        for (AutoCloseable resource : resources) {
            resource.close();
        }
    }

    /** Nobody listens: nothing was sent, so that everything may be repeated. */
    @ParameterizedTest
    @EnumSource(Call.class)
    void call_refusedConnection_isUnavailableAndSafe(Call call) throws Exception {
        StorageException failure = failureOf(call, keep(connect(closedPort())));
        assertThat(failure.kind()).as("%s: %s", call, failure).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.retry()).as("%s: %s", call, failure).isEqualTo(Retry.SAFE);
    }

    /** The connection breaks before an answer: a read may be repeated, and of a write nobody knows. */
    @ParameterizedTest
    @EnumSource(Call.class)
    void call_droppedConnection_isUnavailable(Call call) throws Exception {
        ObjectStore store = keep(connect(proxy.endpoint()));
        choice = () -> new NetworkFault.Drop();
        assertMayBeRepeated(call, failureOf(call, store), Kind.UNAVAILABLE);
        assertUsable(store);
    }

    /** A silent server is given up on. Fails, by hanging, where a client waits for ever. All calls wait at once, to save time. */
    @Test
    void call_noAnswer_isUnavailable() throws Exception {
        choice = NetworkFault.Silence::new;
        ExecutorService threads = Executors.newFixedThreadPool(Call.values().length);
        try {
            Map<Call, Future<StorageException>> failures = new EnumMap<>(Call.class);
            for (Call call : Call.values()) {
                ObjectStore store = keep(connectImpatient(proxy.endpoint()));
                failures.put(call, threads.submit(() -> failureOf(call, store)));
            }
            for (Map.Entry<Call, Future<StorageException>> failure : failures.entrySet()) {
                assertMayBeRepeated(failure.getKey(), failure.getValue().get(), Kind.UNAVAILABLE);
            }
        } finally {
            threads.shutdownNow();
        }
        assertUsable(keep(connect(proxy.endpoint())));
    }

    /**
     * The service, or a gateway before it, fails. Its page is not in the service's own format. The plugin does not try again
     * itself: the engine does, and knows when to stop.
     */
    @ParameterizedTest
    @EnumSource(Call.class)
    void call_serverError_isUnavailableAfterOneRequest(Call call) throws Exception {
        ObjectStore store = keep(connect(proxy.endpoint()));
        for (int status : new int[] {500, 502, 503, 504}) {
            NetworkFault fault = new NetworkFault.Status(status);
            choice = () -> fault;
            int before = proxy.requests();
            assertMayBeRepeated(call, failureOf(call, store), Kind.UNAVAILABLE);
            assertThat(proxy.requests() - before).as("requests for one call").isEqualTo(1);
        }
        assertUsable(store);
    }

    /** The service asks for fewer requests, and says for how long: nothing happened, and the engine is told the pause. */
    @ParameterizedTest
    @EnumSource(Call.class)
    void call_tooManyRequests_isRateLimitedWithThePause(Call call) throws Exception {
        ObjectStore store = keep(connect(proxy.endpoint()));
        choice = () -> new NetworkFault.Busy(429, PAUSE_SECONDS);
        StorageException failure = failureOf(call, store);
        assertThat(failure.kind()).as("%s: %s", call, failure).isEqualTo(Kind.RATE_LIMITED);
        assertThat(failure.retry()).as("%s: %s", call, failure).isEqualTo(Retry.SAFE);
        assertThat(failure.retryAfter())
                .as("%s: the pause that was asked for", call)
                .contains(Duration.ofSeconds(PAUSE_SECONDS));
    }

    /** A service that is down for a while may say for how long. */
    @ParameterizedTest
    @EnumSource(Call.class)
    void call_unavailableWithPause_tellsThePause(Call call) throws Exception {
        ObjectStore store = keep(connect(proxy.endpoint()));
        choice = () -> new NetworkFault.Busy(503, PAUSE_SECONDS);
        StorageException failure = failureOf(call, store);
        assertThat(failure.kind()).as("%s: %s", call, failure).isIn(Kind.UNAVAILABLE, Kind.RATE_LIMITED);
        assertThat(failure.retry()).as("%s: %s", call, failure).isNotEqualTo(Retry.NEVER);
        assertThat(failure.retryAfter())
                .as("%s: the pause that was asked for", call)
                .contains(Duration.ofSeconds(PAUSE_SECONDS));
    }

    /** Redirects are not followed: a request carries credentials that another host must not get. */
    @ParameterizedTest
    @EnumSource(Call.class)
    void call_redirected_fails(Call call) throws Exception {
        ObjectStore store = keep(connect(proxy.endpoint()));
        choice = () -> new NetworkFault.Status(307);
        StorageException failure = failureOf(call, store);
        assertThat(failure.retry()).as("%s redirected: %s", call, failure).isEqualTo(Retry.NEVER);
    }

    /** An object of which the end is missing is not a shorter object. Look at streams that just end with their connection. */
    @Test
    void get_cutInTheMiddle_failsAndDoesNotEnd() throws Exception {
        ObjectStore store = keep(connect(proxy.endpoint()));
        store.put(KEY, payload(), PutCondition.ALWAYS);
        choice = () -> new NetworkFault.CutAnswer();
        try (ObjectBody body = store.get(KEY, ByteRange.ALL)) {
            assertThat(catchThrowable(() -> body.stream().readAllBytes()))
                    .as("reading an object that ends too early")
                    .isInstanceOf(IOException.class);
        }
        assertUsable(store);
    }

    /** A listing of which the end is missing is not a shorter listing. */
    @Test
    void list_cutInTheMiddle_failsAndMayBeRepeated() throws Exception {
        ObjectStore store = keep(connect(proxy.endpoint()));
        store.put(KEY, payload(), PutCondition.ALWAYS);
        choice = () -> new NetworkFault.CutAnswer();
        assertThat(failureOf(Call.LIST, store).retry()).isEqualTo(Retry.SAFE);
    }

    /** The write happened and its answer was lost: the outcome is unknown, and a repetition finds the key taken. */
    @Test
    void create_answerLost_isUnknownAndFoundByARepetition() throws Exception {
        ObjectStore store = keep(connect(proxy.endpoint()));
        choice = () -> new NetworkFault.LostAnswer();
        assertOutcomeUnknown(Call.CREATE, store);
        choice = NetworkFault.None::new;
        assertThat(store.stat(KEY)).isPresent();
        assertThat(store.put(KEY, payload(), PutCondition.IF_ABSENT)).isEqualTo(new PutOutcome.ConditionNotMet());
    }

    /** The same of writes that replace and remove; repeating them does no harm. */
    @Test
    void putAndDelete_answerLost_areUnknown() throws Exception {
        ObjectStore store = keep(connect(proxy.endpoint()));
        choice = () -> new NetworkFault.LostAnswer();
        assertOutcomeUnknown(Call.PUT, store);
        assertOutcomeUnknown(Call.DELETE, store);
        choice = NetworkFault.None::new;
        assertThat(store.stat(KEY)).isEmpty();
        store.delete(KEY);
    }

    /** Wrong credentials are DENIED, not a missing object and not a fault that passes. */
    @ParameterizedTest
    @EnumSource(Call.class)
    void call_wrongCredentials_isDenied(Call call) throws Exception {
        StorageException failure = failureOf(call, keep(connectDenied(proxy.endpoint())));
        assertThat(failure.kind()).as("%s: %s", call, failure).isEqualTo(Kind.DENIED);
        assertThat(failure.retry()).as("%s: %s", call, failure).isEqualTo(Retry.NEVER);
    }

    /**
     * A missing bucket is a wrong configuration. Taken for missing objects it would make every library look empty; look at 404
     * without a body, and at deletes that succeed whatever is not there.
     */
    @ParameterizedTest
    @EnumSource(Call.class)
    void call_missingContainer_isAWrongConfiguration(Call call) throws Exception {
        StorageException failure = failureOf(call, keep(connectMissing(proxy.endpoint())));
        assertThat(failure.kind()).as("%s: %s", call, failure).isEqualTo(Kind.CONFIG_INVALID);
        assertThat(failure.retry()).as("%s: %s", call, failure).isEqualTo(Retry.NEVER);
    }

    /**
     * Two devices that sync while requests go wrong lose nothing, and are equal in the end. The ways of going wrong take turns.
     * Look at writes that are repeated after their answer was lost, and at answers that end early.
     */
    @Test
    void sync_whileRequestsGoWrong_endsEqual(@TempDir Path folder) throws Exception {
        FleetPlan plan = FleetPlan.of(folder, "CREATE TABLE item(id TEXT PRIMARY KEY, name TEXT, amount INTEGER)")
                .withStore(keep(connectImpatient(proxy.endpoint())));
        try (Fleet fleet = plan.found("founder")) {
            Device founder = fleet.device("founder");
            Device other = fleet.join("other");
            AtomicInteger count = new AtomicInteger();
            choice = () -> trouble(count.incrementAndGet());
            int rounds = 0;
            for (; rounds < MIN_ROUNDS || count.get() < TROUBLED_REQUESTS; rounds++) {
                founder.sql("INSERT INTO item VALUES ('f" + rounds + "', 'of the founder', " + rounds + ")");
                other.sql("INSERT INTO item VALUES ('o" + rounds + "', 'of the other', " + rounds + ")");
                syncOrFail(founder);
                syncOrFail(other);
            }
            choice = NetworkFault.None::new;
            fleet.syncUntilQuiet();
            fleet.requireEqual();
            assertThat(other.query("SELECT count(*) FROM item")).containsExactly("" + 2 * rounds);
        }
    }

    /** What happens to the request of that number: silence, which takes time, is rare. */
    private static NetworkFault trouble(int number) {
        if (number % SILENT_EVERY == 0) {
            return new NetworkFault.Silence();
        }
        return number % TROUBLED_EVERY == 0
                ? TROUBLES.get(number / TROUBLED_EVERY % TROUBLES.size())
                : new NetworkFault.None();
    }

    /** A sync may fail; the next one goes on where it stopped. */
    private static void syncOrFail(Device device) {
        try {
            device.sync();
        } catch (SyncException e) {
            assertThat(e.kind()).isEqualTo(SyncException.Kind.STORE);
        }
    }

    /**
     * A large object passes through: what is taken from a payload is sent before the rest is taken, and an answer is handed over as
     * it comes, so that a file may be larger than the memory. Of 64 MiB the store may hold 40. Look at bodies that are collected
     * before they are sent, at the size and the number of parts, and at answers that are read before they are asked for.
     */
    @Test
    void largeObject_passesThrough() throws Exception {
        ObjectStore store = keep(connect(proxy.endpoint()));
        long length = Math.min(LARGE_BYTES, store.traits().maxObjectBytes());
        LargePayload payload = new LargePayload(length, proxy::bytesFromClients);
        store.put(KEY, payload, PutCondition.ALWAYS);
        assertThat(payload.farthestAhead())
                .as("bytes that were taken from the payload and not yet sent")
                .isLessThanOrEqualTo(MOST_HELD_BYTES);
        long before = proxy.bytesToClients();
        try (ObjectBody body = store.get(KEY, ByteRange.ALL)) {
            assertThat(proxy.bytesToClients() - before)
                    .as("bytes that came before one was read")
                    .isLessThanOrEqualTo(MOST_HELD_BYTES);
            assertThat(payload.isIn(body.stream())).as("the bytes are the same").isTrue();
        }
    }

    /** Neither a store nor what it is asked shows a secret. */
    @Test
    void toString_ofAStore_showsNoSecret() throws Exception {
        assertShowsNoSecret(
                "the store's toString", keep(connect(proxy.endpoint())).toString());
    }

    /** Says neither the text nor the secret: reports of tests are kept and shown. */
    private void assertShowsNoSecret(String what, String text) {
        if (secrets().stream().anyMatch(text::contains)) {
            throw new AssertionError(what + " shows a secret");
        }
    }

    private static void assertMayBeRepeated(Call call, StorageException failure, Kind kind) {
        assertThat(failure.kind()).as("%s: %s", call, failure).isEqualTo(kind);
        if (call.writes()) {
            assertThat(failure.retry()).as("%s: %s", call, failure).isNotEqualTo(Retry.NEVER);
        } else {
            assertThat(failure.retry()).as("%s: %s", call, failure).isEqualTo(Retry.SAFE);
        }
    }

    private void assertOutcomeUnknown(Call call, ObjectStore store) {
        StorageException failure = failureOf(call, store);
        assertThat(failure.retry()).as("%s, its answer lost: %s", call, failure).isEqualTo(Retry.OUTCOME_UNKNOWN);
    }

    private void assertUsable(ObjectStore store) throws StorageException {
        choice = NetworkFault.None::new;
        store.delete(KEY);
        assertThat(store.put(KEY, payload(), PutCondition.IF_ABSENT)).isInstanceOf(PutOutcome.Stored.class);
    }

    /** One line for people, without a secret in it or in anything behind it. */
    private StorageException failureOf(Call call, ObjectStore store) {
        StorageException failure = catchThrowableOfType(StorageException.class, () -> call.on(store));
        assertThat(failure).as("%s: a StorageException was due", call).isNotNull();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertShowsNoSecret(call + ": a failure of " + cause.getClass().getName(), cause.toString());
        }
        assertThat(failure.getMessage()).isNotBlank().doesNotContain("\n");
        return failure;
    }

    private <T extends AutoCloseable> T keep(T resource) {
        resources.add(0, resource);
        return resource;
    }

    private static Payload payload() {
        return Payload.of(new byte[SIZE]);
    }

    private static URI closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
