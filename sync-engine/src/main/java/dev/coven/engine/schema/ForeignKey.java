package dev.coven.engine.schema;

import java.util.List;

/**
 * A foreign key of a synced table.
 *
 * @param columns of the child, by name
 * @param parentTable by its declared name
 * @param parentColumns that the child's columns refer to, in the same order; the parent's primary key where the
 *     declaration leaves them out; empty when the parent does not exist
 * @param onDelete what happens to the child when the parent goes
 * @param onUpdate what happens to the child when the parent's columns change
 */
public record ForeignKey(
        List<String> columns,
        String parentTable,
        List<String> parentColumns,
        ForeignKeyAction onDelete,
        ForeignKeyAction onUpdate) {
    /** Copies the lists. */
    public ForeignKey {
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
    }
}
