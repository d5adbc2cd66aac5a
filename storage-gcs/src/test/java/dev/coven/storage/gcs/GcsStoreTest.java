package dev.coven.storage.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.servers.GcsServer;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(GcsServer.Extension.class)
class GcsStoreTest {
    private static final ObjectKey KEY = new ObjectKey("a/b=c");

    @TempDir
    Path folder;

    private final GcsServer server;
    private String prefix;

    GcsStoreTest(GcsServer server) {
        this.server = server;
    }

    @BeforeEach
    void choosePrefix() {
        prefix = server.newPrefix();
    }

    @Test
    void put_bytesThatEndAMultipartMessage_areStoredWhole() throws Exception {
        byte[] bytes = "before\r\n--multipart_boundary--\r\nafter".getBytes(UTF_8);
        try (ObjectStore store = server.open(prefix)) {
            store.put(KEY, Payload.of(bytes), PutCondition.ALWAYS);
            try (ObjectBody body = store.get(KEY, ByteRange.ALL)) {
                assertThat(body.stream().readAllBytes()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void put_sameBytesAgain_hasAnotherVersion() throws Exception {
        try (ObjectStore store = server.open(prefix)) {
            PutOutcome first = store.put(KEY, Payload.of(new byte[1]), PutCondition.ALWAYS);
            assertThat(store.put(KEY, Payload.of(new byte[1]), PutCondition.ALWAYS))
                    .isNotEqualTo(first);
        }
    }

    @Test
    void createIfAbsent_largeObjectThatIsThere_isNotSent() throws Exception {
        Payload unopened = new Payload() {
            @Override
            public long length() {
                return GcsStore.LARGE_BYTES + 1;
            }

            @Override
            public InputStream open() {
                throw new AssertionError("was opened");
            }
        };
        try (ObjectStore store = server.open(prefix)) {
            store.put(KEY, Payload.of(new byte[1]), PutCondition.ALWAYS);
            assertThat(store.put(KEY, unopened, PutCondition.IF_ABSENT)).isEqualTo(new PutOutcome.ConditionNotMet());
        }
    }

    @Test
    void put_payloadNotAsLongAsItSays_isRefused() throws Exception {
        try (ObjectStore store = server.open(prefix)) {
            for (long declared : new long[] {0, 2, 4, 100_000}) {
                Payload payload = new Payload() {
                    @Override
                    public long length() {
                        return declared;
                    }

                    @Override
                    public InputStream open() {
                        return new ByteArrayInputStream(new byte[3]);
                    }
                };
                assertThat(failureOf(() -> store.put(KEY, payload, PutCondition.ALWAYS))
                                .retry())
                        .as("declared " + declared)
                        .isEqualTo(Retry.SAFE);
            }
            assertThat(store.stat(KEY)).isEmpty();
        }
    }

    @Test
    void prefixes_ofTwoStores_keepThemApart() throws Exception {
        try (ObjectStore store = server.open(prefix);
                ObjectStore longer = server.open(prefix + "0")) {
            store.put(KEY, Payload.of(new byte[1]), PutCondition.ALWAYS);
            longer.put(KEY, Payload.of(new byte[2]), PutCondition.ALWAYS);
            assertThat(store.list(KeyPrefix.ALL, ListCursor.start(), 10).objects())
                    .extracting(ObjectStat::size)
                    .containsExactly(1L);
        }
    }

    @Test
    void serviceAccount_goodKey_getsOneTokenForManyRequests() throws Exception {
        int before = server.tokens().given();
        try (ObjectStore store = account(server.tokens().key())) {
            for (int i = 0; i < 5; i++) {
                store.put(KEY, Payload.of(new byte[i]), PutCondition.ALWAYS);
            }
            assertThat(store.stat(KEY)).isPresent();
        }
        assertThat(server.tokens().given() - before).isEqualTo(1);
    }

    @Test
    void serviceAccount_anotherKey_isDeniedByTheNameOfItsFile() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        try (ObjectStore store = account(generator.generateKeyPair())) {
            StorageException failure = failureOf(() -> store.stat(KEY));
            assertThat(failure.kind()).isEqualTo(Kind.DENIED);
            assertThat(failure.retry()).isEqualTo(Retry.NEVER);
            assertThat(failure).hasMessageContaining("account.json");
        }
    }

    private ObjectStore account(KeyPair key) throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put(GcsConfig.ENDPOINT, server.endpoint().toString());
        settings.put(
                GcsConfig.SERVICE_ACCOUNT_FILE,
                server.tokens().keyFile(folder, key).toString());
        return new GcsProvider().open(PluginConfig.of(GcsServer.location(prefix), settings));
    }

    private static StorageException failureOf(ThrowingCallable call) {
        StorageException failure = catchThrowableOfType(StorageException.class, call);
        assertThat(failure).as("a StorageException was due").isNotNull();
        return failure;
    }
}
