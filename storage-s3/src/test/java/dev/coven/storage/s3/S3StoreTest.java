package dev.coven.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.servers.S3Server;
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
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(S3Server.Extension.class)
class S3StoreTest {
    private static final ObjectKey KEY = new ObjectKey("a/b=c");
    private static final int THREE_PARTS = 2 * Uploads.PART_BYTES + 1;

    private final S3Server server;
    private String prefix;

    S3StoreTest(S3Server server) {
        this.server = server;
    }

    @BeforeEach
    void choosePrefix() {
        prefix = server.newPrefix();
    }

    @Test
    void put_manyParts_givesTheBytesAndOneVersion() throws Exception {
        byte[] bytes = bytes(THREE_PARTS);
        try (ObjectStore store = server.open(prefix)) {
            PutOutcome outcome = store.put(KEY, Payload.of(bytes), PutCondition.ALWAYS);
            ObjectStat expected = new ObjectStat(KEY, THREE_PARTS, ((PutOutcome.Stored) outcome).version());
            assertThat(store.stat(KEY)).contains(expected);
            assertThat(store.list(KeyPrefix.ALL, ListCursor.start(), 10).objects())
                    .containsExactly(expected);
            try (ObjectBody body = store.get(KEY, ByteRange.ALL)) {
                assertThat(body.stat()).isEqualTo(expected);
                assertThat(body.stream().readAllBytes()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void put_exactlyOnePart_isOneRequest() throws Exception {
        byte[] bytes = bytes(Uploads.PART_BYTES);
        try (ObjectStore store = server.open(prefix)) {
            PutOutcome outcome = store.put(KEY, Payload.of(bytes), PutCondition.ALWAYS);
            // An upload in parts has a number of parts in its tag.
            assertThat(((PutOutcome.Stored) outcome).version().token()).doesNotContain("-");
        }
    }

    @Test
    void createIfAbsent_manyParts_createsOnce() throws Exception {
        byte[] bytes = bytes(THREE_PARTS);
        try (ObjectStore store = server.open(prefix)) {
            assertThat(store.put(KEY, Payload.of(bytes), PutCondition.IF_ABSENT))
                    .isInstanceOf(PutOutcome.Stored.class);
            bytes[0]++;
            assertThat(store.put(KEY, Payload.of(bytes), PutCondition.IF_ABSENT))
                    .isInstanceOf(PutOutcome.ConditionNotMet.class);
            bytes[0]--;
            try (ObjectBody body = store.get(KEY, ByteRange.ALL)) {
                assertThat(body.stream().readAllBytes()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void put_payloadBreaksInALaterPart_changesNothing() throws Exception {
        Payload breaking = new Payload() {
            @Override
            public long length() {
                return THREE_PARTS;
            }

            @Override
            public InputStream open() {
                return new FilterInputStream(new ByteArrayInputStream(new byte[THREE_PARTS])) {
                    private long given;

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        int count = super.read(buffer, offset, length);
                        given += count;
                        if (given > Uploads.PART_BYTES + 10) {
                            throw new IOException("this payload breaks on purpose");
                        }
                        return count;
                    }
                };
            }
        };
        try (ObjectStore store = server.open(prefix)) {
            StorageException failure = failureOf(() -> store.put(KEY, breaking, PutCondition.ALWAYS));
            assertThat(failure.retry()).isEqualTo(StorageException.Retry.SAFE);
            assertThat(store.stat(KEY)).isEmpty();
        }
    }

    @Test
    void put_payloadNotAsLongAsItSays_isRefused() throws Exception {
        try (ObjectStore store = server.open(prefix)) {
            for (long declared : new long[] {0, 2, 4, Uploads.PART_BYTES + 1}) {
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
                failureOf(() -> store.put(KEY, payload, PutCondition.ALWAYS));
            }
            assertThat(store.stat(KEY)).isEmpty();
        }
    }

    @Test
    void createIfAbsent_serviceSaidToIgnoreConditions_isNotClaimed() throws Exception {
        Map<String, String> settings = new HashMap<>(S3Server.settings());
        settings.put(S3Config.CONDITIONAL_CREATE, "false");
        try (ObjectStore store = new S3Provider().open(PluginConfig.of(server.location(prefix), settings))) {
            assertThat(store.traits().capabilities()).isEmpty();
            StorageException failure = failureOf(() -> store.put(KEY, Payload.of(new byte[1]), PutCondition.IF_ABSENT));
            assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
            assertThat(failure).hasMessageContaining(S3Config.CONDITIONAL_CREATE);
        }
    }

    @Test
    void prefixes_ofTwoStores_keepThemApart() throws Exception {
        try (ObjectStore store = server.open(prefix);
                ObjectStore longer = server.open(prefix + "0");
                ObjectStore below = server.open(prefix + "/below")) {
            store.put(KEY, Payload.of(new byte[1]), PutCondition.ALWAYS);
            longer.put(KEY, Payload.of(new byte[2]), PutCondition.ALWAYS);
            below.put(KEY, Payload.of(new byte[3]), PutCondition.ALWAYS);
            assertThat(store.list(KeyPrefix.ALL, ListCursor.start(), 10).objects())
                    .extracting(stat -> stat.key().value())
                    .containsExactly("a/b=c", "below/a/b=c");
            assertThat(longer.list(KeyPrefix.ALL, ListCursor.start(), 10).objects())
                    .extracting(ObjectStat::size)
                    .containsExactly(2L);
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static StorageException failureOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        StorageException failure = catchThrowableOfType(StorageException.class, call);
        assertThat(failure).as("a StorageException was due").isNotNull();
        return failure;
    }
}
