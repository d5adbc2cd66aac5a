package dev.coven.engine.apply;

import dev.coven.engine.constraint.ForeignKeyLink;
import dev.coven.spi.row.SqlValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The rows that came into a set during a settlement, or whose parents were looked for in it, by what they refer to: the only
 * rows that can hang on a row which came with them and has to leave again. Found in memory, because the host's table need not have an index for it.
 *
 * <p>It may find too many: values that SQLite could hold for equal under any collation or affinity are in one place.
 */
final class NewReferences {
    private record Reference(ForeignKeyLink link, List<Object> values) {}

    private final List<Version> joined = new ArrayList<>();
    private final Map<Reference, List<Version>> byReference = new HashMap<>();
    private final Set<Version.Id> doubted = new HashSet<>();
    private int indexed;

    /** Adds a row that came. */
    void add(Version version) {
        joined.add(version);
    }

    /** Adds a row that was there and whose parents are looked for: it may find one that just came. */
    void addDoubted(Version version) {
        if (doubted.add(version.id())) {
            joined.add(version);
        }
    }

    /** The rows that came and may refer to these values by this link. */
    List<Version> children(ForeignKeyLink link, List<SqlValue> values) {
        for (; indexed < joined.size(); indexed++) {
            index(joined.get(indexed));
        }
        return byReference.getOrDefault(new Reference(link, alike(values)), List.of());
    }

    private void index(Version version) {
        for (ForeignKeyLink link : version.table().constraints().references()) {
            List<SqlValue> values = link.referenceOf(version.row());
            if (values != null) {
                byReference
                        .computeIfAbsent(new Reference(link, alike(values)), reference -> new ArrayList<>())
                        .add(version);
            }
        }
    }

    private static List<Object> alike(List<SqlValue> values) {
        List<Object> alike = new ArrayList<>(values.size());
        for (SqlValue value : values) {
            alike.add(alike(value));
        }
        return alike;
    }

    private static Object alike(SqlValue value) {
        if (value instanceof SqlValue.Int number) {
            return (double) number.value();
        }
        if (value instanceof SqlValue.Real number) {
            return number.value() + 0.0;
        }
        if (!(value instanceof SqlValue.Text text)) {
            return value;
        }
        String folded =
                new String(text.utf8(), StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        try {
            return Double.parseDouble(folded) + 0.0;
        } catch (NumberFormatException notANumber) {
            return folded;
        }
    }
}
