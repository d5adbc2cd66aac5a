package dev.coven.engine.apply;

import dev.coven.engine.constraint.UniqueRule;
import dev.coven.engine.database.PackedRow;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.row.SqlValue;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Since when a row has a unique key: the newest time among the columns that make the key. Of two rows with one key the one
 * with the older claim has it; at the same time the one whose packed primary key is smaller.
 *
 * @param since when the newest of the columns was written
 * @param key the row's packed primary key
 */
record Claim(Hlc since, byte[] key) implements Comparable<Claim> {
    /** The claim of a living row to its key of a rule. */
    static Claim of(TableMerge table, List<SqlValue> key, UniqueRule rule) throws SQLException {
        TableShape shape = table.shape();
        byte[] packedKey = PackedRow.pack(key);
        int cells = shape.lattice().layout().cellCount();
        Register found = table.registers().find(packedKey, cells);
        Register register = found == null ? Register.baseline(cells) : found;
        @Nullable Hlc since = null;
        int[] others = shape.otherColumns();
        for (int column : rule.claimColumns()) {
            int other = Arrays.binarySearch(others, column);
            Hlc written = other < 0
                    ? register.birth()
                    : register.stamps()[shape.lattice().layout().cellOf(other)];
            if (since == null || (written != null && written.compareTo(since) > 0)) {
                since = written;
            }
        }
        Hlc birth = register.birth();
        Hlc least = birth == null ? Stamps.BASELINE : birth;
        return new Claim(since == null ? least : since, packedKey);
    }

    @Override
    public int compareTo(Claim other) {
        int order = since.compareTo(other.since);
        return order != 0 ? order : Arrays.compareUnsigned(key, other.key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Claim claim && compareTo(claim) == 0;
    }

    @Override
    public int hashCode() {
        return since.hashCode() * 31 + Arrays.hashCode(key);
    }
}
