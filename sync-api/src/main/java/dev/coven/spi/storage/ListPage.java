package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One page of a listing. Immutable. */
@Stability(Stability.Promise.STABLE)
public final class ListPage {
    private final List<ObjectStat> objects;
    private final @Nullable ListCursor next;

    private ListPage(List<ObjectStat> objects, @Nullable ListCursor next) {
        this.objects = List.copyOf(objects);
        this.next = next;
    }

    /** A page after which there is nothing more. */
    public static ListPage last(List<ObjectStat> objects) {
        return new ListPage(objects, null);
    }

    /** A page that {@code next} goes on from. */
    public static ListPage of(List<ObjectStat> objects, ListCursor next) {
        return new ListPage(objects, next);
    }

    /** The objects of this page in ascending key order; may be empty even when there is a next page. */
    public List<ObjectStat> objects() {
        return objects;
    }

    /** Where the next page begins, or empty when this was the last. */
    public Optional<ListCursor> next() {
        return Optional.ofNullable(next);
    }
}
