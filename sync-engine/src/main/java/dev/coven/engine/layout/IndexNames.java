package dev.coven.engine.layout;

import dev.coven.engine.document.HexId;
import dev.coven.spi.storage.ObjectKey;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes names apart. A number has no leading zeros, so that each object has one name only. */
final class IndexNames {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,18}");

    private IndexNames() {}

    static Optional<IndexEntry> parse(ObjectKey key) {
        String name = key.value();
        if (name.equals(StoreLayout.LIBRARY)) {
            return Optional.of(new IndexEntry.Library());
        }
        if (name.startsWith(StoreLayout.SCHEMA)) {
            return number(name.substring(StoreLayout.SCHEMA.length()), 0, Long.MAX_VALUE)
                    .map(IndexEntry.Schema::new);
        }
        if (name.startsWith(StoreLayout.HEADS)) {
            return device(name.substring(StoreLayout.HEADS.length())).map(IndexEntry.Head::new);
        }
        if (name.startsWith(StoreLayout.SNAPSHOTS)) {
            return device(name.substring(StoreLayout.SNAPSHOTS.length())).map(IndexEntry.SnapshotPointer::new);
        }
        if (name.startsWith(StoreLayout.MEMBERS)) {
            return numbered(name.substring(StoreLayout.MEMBERS.length()), Long.MAX_VALUE, IndexEntry.Member::new);
        }
        if (name.startsWith(StoreLayout.KEYS)) {
            return numbered(
                    name.substring(StoreLayout.KEYS.length()),
                    Integer.MAX_VALUE,
                    (member, epoch) -> new IndexEntry.WrappedKey(member, (int) epoch));
        }
        return Optional.empty();
    }

    private interface Numbered {
        IndexEntry of(String member, long n);
    }

    private static Optional<IndexEntry> numbered(String rest, long most, Numbered entry) {
        int slash = rest.indexOf('/');
        String member = rest.substring(0, Math.max(0, slash));
        if (!HexId.MEMBER.matches(member)) {
            return Optional.empty();
        }
        return number(rest.substring(slash + 1), 1, most).map(n -> entry.of(member, n));
    }

    private static Optional<String> device(String text) {
        return HexId.DEVICE.matches(text) ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Long> number(String text, long least, long most) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(text);
            return number < least || number > most ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException beyondLong) {
            return Optional.empty();
        }
    }
}
