package dev.coven.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coven.engine.layout.StoreLayout;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ListPage;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StoreTraits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SmallObjectsTest {
    @Test
    void list_asManyPagesAsMayBe_ends() throws Exception {
        assertThat(new SmallObjects(new EmptyPages(SmallObjects.MAX_PAGES)).list(StoreLayout.INDEX))
                .isEmpty();
    }

    @Test
    void list_onePageMore_isRefused() {
        SmallObjects objects = new SmallObjects(new EmptyPages(SmallObjects.MAX_PAGES + 1));

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> objects.list(StoreLayout.INDEX))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.CORRUPT));
    }

    /** A store whose every page promises another, up to a number. */
    private record EmptyPages(int count) implements ObjectStore {
        @Override
        public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) {
            int page = 1 + (cursor.isStart() ? 0 : Integer.parseInt(cursor.token()));
            return page == count ? ListPage.last(List.of()) : ListPage.of(List.of(), new ListCursor("" + page));
        }

        @Override
        public StoreTraits traits() {
            return new StoreTraits(Set.of(), 1, 1000);
        }

        @Override
        public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) {
            throw new UnsupportedOperationException("this store only lists");
        }

        @Override
        public ObjectBody get(ObjectKey key, ByteRange range) {
            throw new UnsupportedOperationException("this store only lists");
        }

        @Override
        public Optional<ObjectStat> stat(ObjectKey key) {
            return Optional.empty();
        }

        @Override
        public void delete(ObjectKey key) {
            throw new UnsupportedOperationException("this store only lists");
        }

        @Override
        public void close() {}
    }
}
