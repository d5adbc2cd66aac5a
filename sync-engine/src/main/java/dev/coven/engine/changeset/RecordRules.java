package dev.coven.engine.changeset;

import dev.coven.spi.row.SqlValue;
import org.jspecify.annotations.Nullable;

/** Which values the records of a change must define. The one place for it: what we make and what we read obey the same. */
final class RecordRules {
    private RecordRules() {}

    /** Why these records are no change of this kind, or null when they are. A record that the kind lacks is null. */
    static @Nullable String fault(
            ChangesetTable table, @Nullable SqlValue @Nullable [] before, @Nullable SqlValue @Nullable [] after) {
        if (before == null) {
            return after == null ? "there is no record" : wholeRowFault(table, after);
        }
        return after == null ? wholeRowFault(table, before) : updateFault(table, before, after);
    }

    private static @Nullable String wholeRowFault(ChangesetTable table, @Nullable SqlValue[] row) {
        for (int column = 0; column < row.length; column++) {
            SqlValue value = row[column];
            if (value == null) {
                return "column " + column + " of " + table.name() + " is undefined in a whole row";
            }
            if (value instanceof SqlValue.Null && table.isKey(column)) {
                return nullKey(table, column);
            }
        }
        return null;
    }

    private static @Nullable String updateFault(
            ChangesetTable table, @Nullable SqlValue[] before, @Nullable SqlValue[] after) {
        boolean changes = false;
        for (int column = 0; column < before.length; column++) {
            if (table.isKey(column)) {
                if (before[column] == null) {
                    return "key column " + column + " of " + table.name() + " is undefined before an UPDATE";
                }
                if (before[column] instanceof SqlValue.Null) {
                    return nullKey(table, column);
                }
                if (after[column] != null) {
                    return "key column " + column + " of " + table.name()
                            + " changes in an UPDATE; a changed key is a DELETE and an INSERT";
                }
            } else if ((before[column] == null) != (after[column] == null)) {
                return "column " + column + " of " + table.name() + " is defined on one side of an UPDATE only";
            } else {
                changes |= after[column] != null;
            }
        }
        return changes ? null : "an UPDATE of " + table.name() + " changes no column";
    }

    private static String nullKey(ChangesetTable table, int column) {
        return "key column " + column + " of " + table.name() + " is NULL";
    }
}
