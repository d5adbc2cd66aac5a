package dev.coven.engine.apply;

import dev.coven.engine.constraint.ForeignKeyLink;
import dev.coven.engine.database.PackedRow;
import dev.coven.spi.row.SqlValue;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rows that came into a set during a settlement, or whose parents were looked for in it, by what they refer to: the only
 * rows that can hang on a row which came with them and has to leave again. Found in memory, because the host's table need not have an index for it.
 *
 * <p>It may find too many: values of a parent's column that SQLite could hold for equal under any collation are in one
 * place. NOCASE looks no further than to a zero character.
 */
final class NewReferences {
    private final List<Version> joined = new ArrayList<>();
    /** The rows by what they refer to, packed; sorted, since members of the library could choose values with one hash. */
    private final Map<ForeignKeyLink, NavigableMap<byte[], List<Version>>> byReference = new HashMap<>();

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
    List<Version> children(ForeignKeyLink link, List<SqlValue> values) throws SQLException {
        for (; indexed < joined.size(); indexed++) {
            index(joined.get(indexed));
        }
        return referring(link).getOrDefault(alike(values), List.of());
    }

    private void index(Version version) throws SQLException {
        for (ForeignKeyLink link : version.table().constraints().references()) {
            List<SqlValue> values = link.referenceOf(version.row());
            if (values != null) {
                referring(link)
                        .computeIfAbsent(alike(values), any -> new ArrayList<>())
                        .add(version);
            }
        }
    }

    private NavigableMap<byte[], List<Version>> referring(ForeignKeyLink link) {
        return byReference.computeIfAbsent(link, any -> new TreeMap<>(Arrays::compareUnsigned));
    }

    private static byte[] alike(List<SqlValue> values) {
        return PackedRow.pack(values.stream().map(NewReferences::alike).toList());
    }

    private static SqlValue alike(SqlValue value) {
        if (value instanceof SqlValue.Int number) {
            return SqlValue.of((double) number.value());
        }
        if (value instanceof SqlValue.Real number) {
            return SqlValue.of(number.value() + 0.0);
        }
        if (value instanceof SqlValue.Text text) {
            String folded = new String(text.utf8(), StandardCharsets.ISO_8859_1);
            int zero = folded.indexOf(0);
            String compared = zero < 0 ? folded : folded.substring(0, zero);
            return SqlValue.text(compared.strip().toLowerCase(Locale.ROOT));
        }
        return value;
    }
}
