package dev.coven.engine.apply;

import dev.coven.spi.row.SqlValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a row of the tables.
 *
 * @param table its table
 * @param key its key
 * @param before the row as it was, or null when it was not in its table
 * @param after the row as it is, or null when it is not in its table
 */
record Move(TableMerge table, List<SqlValue> key, SqlValue @Nullable [] before, SqlValue @Nullable [] after) {}
