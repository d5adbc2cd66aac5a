package dev.coven.engine.changeset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The table that a change belongs to, as a changeset's header names it.
 *
 * @param name the table's name: not empty, without a zero character, encodable as UTF-8
 * @param keyOrdinals one number of 0 to 255 per column: 0 outside the primary key, else the byte on the wire, which SQLite
 *     makes the column's place in the key's declaration, counted from 1; at least one column is part of the key
 */
public record ChangesetTable(String name, List<Integer> keyOrdinals) {
    /** The most columns that any build of SQLite allows in a table. */
    public static final int MAX_COLUMNS = 32_767;

    private static final int MAX_ORDINAL = 0xFF;

    /** Validates both parts; throws {@link IllegalArgumentException}. */
    public ChangesetTable {
        keyOrdinals = List.copyOf(keyOrdinals);
        if (name.isEmpty() || name.indexOf(0) >= 0) {
            throw new IllegalArgumentException("a table's name is not empty and has no zero character");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new IllegalArgumentException("a table's name has an unpaired surrogate: " + name);
        }
        if (keyOrdinals.isEmpty() || keyOrdinals.size() > MAX_COLUMNS) {
            throw new IllegalArgumentException(name + ": " + keyOrdinals.size() + " columns, not 1 to " + MAX_COLUMNS);
        }
        boolean keyed = false;
        for (int ordinal : keyOrdinals) {
            if (ordinal < 0 || ordinal > MAX_ORDINAL) {
                throw new IllegalArgumentException(name + ": key byte " + ordinal + ", not 0 to " + MAX_ORDINAL);
            }
            keyed |= ordinal > 0;
        }
        if (!keyed) {
            throw new IllegalArgumentException(name + ": no column is part of the key");
        }
    }

    /** How many columns each record has. */
    public int columnCount() {
        return keyOrdinals.size();
    }

    /** Whether a column is part of the primary key. */
    public boolean isKey(int column) {
        return keyOrdinals.get(column) != 0;
    }

    /** The indexes of the key's columns in key order: by ordinal, and by place in the table where ordinals are equal. */
    public List<Integer> keyColumns() {
        List<Integer> columns = new ArrayList<>();
        for (int column = 0; column < keyOrdinals.size(); column++) {
            if (isKey(column)) {
                columns.add(column);
            }
        }
        if (columns.size() > 1) {
            columns.sort(Comparator.comparing(keyOrdinals::get));
        }
        return columns;
    }
}
