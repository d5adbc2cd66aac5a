package dev.coven.engine.library;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.Capability;
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
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageProvider;
import dev.coven.spi.storage.StoreTraits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** A store whose objects lie open to whoever owns it, and who may stand in every request. */
final class MapStore implements ObjectStore, StorageProvider {
    /** Stands in requests. */
    interface Watch {
        /** A request begins: its kind, and a key or prefix behind a space. */
        void begun(String request) throws StorageException;
    }

    final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private volatile Watch watch = request -> {};

    void watch(Watch other) {
        watch = other;
    }

    @Override
    public PluginDescriptor descriptor() {
        return PluginDescriptor.of("map", "A map", "1");
    }

    @Override
    public ObjectStore open(PluginConfig config) {
        return this;
    }

    @Override
    public StoreTraits traits() {
        return new StoreTraits(Set.of(Capability.CREATE_IF_ABSENT), 1L << 30, 1000);
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        watch.begun("PUT " + key.value());
        if (condition == PutCondition.IF_ABSENT && objects.containsKey(key.value())) {
            return new PutOutcome.ConditionNotMet();
        }
        try (InputStream bytes = payload.open()) {
            objects.put(key.value(), bytes.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new PutOutcome.Stored(stat(key.value()).version());
    }

    private ObjectStat stat(String key) {
        byte[] body = objects.get(key);
        return new ObjectStat(new ObjectKey(key), body.length, new ObjectVersion("v" + Arrays.hashCode(body)));
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        watch.begun("GET " + key.value());
        if (!objects.containsKey(key.value())) {
            throw new StorageException(
                    StorageException.Kind.NOT_FOUND, StorageException.Retry.NEVER, "there is no " + key);
        }
        byte[] body = objects.get(key.value());
        int length = Math.toIntExact(range.lengthWithin(body.length));
        int offset = length == 0 ? 0 : Math.toIntExact(range.offset());
        return new ObjectBody(stat(key.value()), new ByteArrayInputStream(body, offset, length));
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
        watch.begun("STAT " + key.value());
        return objects.containsKey(key.value()) ? Optional.of(stat(key.value())) : Optional.empty();
    }

    @Override
    public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
        watch.begun("LIST " + prefix.value());
        List<ObjectStat> listed = new ArrayList<>();
        objects.keySet().stream().filter(key -> key.startsWith(prefix.value())).forEach(key -> listed.add(stat(key)));
        return ListPage.last(listed);
    }

    @Override
    public void delete(ObjectKey key) throws StorageException {
        watch.begun("DELETE " + key.value());
        objects.remove(key.value());
    }

    @Override
    public void close() {}
}
