package dev.coven.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.SyncMeter;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ListPage;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StoreTraits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every decorator passes every call on, once, with what it was given, and gives back what the store gave. */
class StoreDecoratorsTest {
    private static final ObjectKey KEY = new ObjectKey("a/b");
    private static final ObjectStat STAT = new ObjectStat(KEY, 3, new ObjectVersion("v"));
    private static final byte[] BYTES = {1, 2, 3};

    private final List<String> called = new ArrayList<>();

    static Stream<Named<UnaryOperator<ObjectStore>>> decorators() {
        RetryPolicy policy = new RetryPolicy(3, Duration.ZERO, Duration.ZERO);
        return Stream.of(
                Named.of("retrying", store -> new RetryingStore(store, policy, pause -> {}, () -> 0)),
                Named.of("metered", store -> new MeteredStore(store, SyncMeter.NONE, () -> 0)),
                Named.of("stoppable", store -> new StoppableStore(store, new StopSwitch())));
    }

    /** Answers each call, and remembers it. */
    private final class Recorder implements ObjectStore {
        @Override
        public StoreTraits traits() {
            called.add("traits");
            return new StoreTraits(Set.of(), 7, 9);
        }

        @Override
        public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) {
            try (InputStream bytes = payload.open()) {
                called.add("put " + key + " " + payload.length() + Arrays.toString(bytes.readAllBytes()) + condition);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return new PutOutcome.Stored(new ObjectVersion("new"));
        }

        @Override
        public ObjectBody get(ObjectKey key, ByteRange range) {
            called.add("get " + key + " " + range);
            return new ObjectBody(STAT, new ByteArrayInputStream(BYTES) {
                @Override
                public void close() {
                    called.add("close body");
                }
            });
        }

        @Override
        public Optional<ObjectStat> stat(ObjectKey key) {
            called.add("stat " + key);
            return Optional.of(STAT);
        }

        @Override
        public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) {
            called.add("list " + prefix.value() + " " + maxKeys + " " + cursor.equals(ListCursor.start()));
            return ListPage.last(List.of(STAT));
        }

        @Override
        public void delete(ObjectKey key) {
            called.add("delete " + key);
        }

        @Override
        public void close() {
            called.add("close");
        }
    }

    @ParameterizedTest
    @MethodSource("decorators")
    void call_isPassedOn(UnaryOperator<ObjectStore> decorator) throws Exception {
        ObjectStore store = decorator.apply(new Recorder());
        assertThat(store.traits()).isEqualTo(new StoreTraits(Set.of(), 7, 9));
        assertThat(store.put(KEY, Payload.of(BYTES), PutCondition.IF_ABSENT))
                .isEqualTo(new PutOutcome.Stored(new ObjectVersion("new")));
        try (ObjectBody body = store.get(KEY, ByteRange.from(1))) {
            assertThat(body.stat()).isEqualTo(STAT);
            assertThat(body.stream().readAllBytes()).isEqualTo(BYTES);
        }
        assertThat(store.stat(KEY)).contains(STAT);
        assertThat(store.list(new KeyPrefix("a/"), ListCursor.start(), 5).objects())
                .containsExactly(STAT);
        store.delete(KEY);
        store.close();
        assertThat(called)
                .containsExactly(
                        "traits",
                        "put " + KEY + " 3[1, 2, 3]IF_ABSENT",
                        "get " + KEY + " " + ByteRange.from(1),
                        "close body",
                        "stat " + KEY,
                        "list a/ 5 true",
                        "delete " + KEY,
                        "close");
    }

    /** A method that is new in the interface is one that this test has to call, and a decorator to pass on. */
    @ParameterizedTest
    @MethodSource("decorators")
    void method_ofTheInterface_isOverridden(UnaryOperator<ObjectStore> decorator) throws Exception {
        Class<?> type = decorator.apply(new Recorder()).getClass();
        for (Method method : ObjectStore.class.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                assertThat(type.getMethod(method.getName(), method.getParameterTypes())
                                .getDeclaringClass())
                        .isEqualTo(type);
            }
        }
    }
}
