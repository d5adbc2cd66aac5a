package dev.coven.engine.apply;

import dev.coven.engine.capture.RowValues;
import dev.coven.engine.database.StatementCache;
import dev.coven.spi.row.SqlValue;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Reads many rows of a table and their registers by key, with two queries for all of them. */
final class RowLoader {
    /** How many rows are read at once: more make it no faster. */
    static final int MAX_ROWS = 100;

    private final TableShape shape;
    private final RegisterTable registers;
    private final StatementCache statements;
    private final String rowsSql;

    RowLoader(TableShape shape, RegisterTable registers, StatementCache statements) {
        this.shape = shape;
        this.registers = registers;
        this.statements = statements;
        int[] key = shape.keyColumns();
        StringJoiner names = new StringJoiner(", ");
        for (int column : key) {
            names.add(shape.column(column).quotedName());
        }
        StringJoiner columns = new StringJoiner(", ");
        shape.table().columns().forEach(column -> columns.add(column.quotedName()));
        String parameters = String.join(", ", Collections.nCopies(key.length, "?"));
        String one = key.length == 1 ? "?" : "(" + parameters + ")";
        String all = String.join(", ", Collections.nCopies(MAX_ROWS, one));
        this.rowsSql = "SELECT %s FROM %s WHERE %s IN (%s)"
                .formatted(
                        columns,
                        shape.table().quotedName(),
                        key.length == 1 ? names : "(" + names + ")",
                        key.length == 1 ? all : "VALUES " + all);
    }

    /**
     * The rows that the table has under these keys, exactly these.
     *
     * @param keys at most {@link #MAX_ROWS}, and at least one; none with a value that needs a cast
     */
    Map<List<SqlValue>, SqlValue[]> rows(List<List<SqlValue>> keys) throws SQLException {
        PreparedStatement query = statements.prepare(rowsSql);
        int parameter = 1;
        for (int i = 0; i < MAX_ROWS; i++) {
            for (SqlValue value : keys.get(Math.min(i, keys.size() - 1))) {
                RowValues.bind(query, parameter++, value);
            }
        }
        // SQLite's equality may find other rows too; nobody asks for their keys.
        Map<List<SqlValue>, SqlValue[]> found = new HashMap<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                SqlValue[] row = new SqlValue[shape.width()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = RowValues.read(rows, i + 1);
                }
                found.put(shape.keyOf(row), row);
            }
        }
        return found;
    }

    /** The registers under these packed keys, as many as {@link #rows} takes. */
    Map<ByteBuffer, Register> registers(List<byte[]> packedKeys) throws SQLException {
        return registers.findAll(packedKeys, shape.lattice().layout().cellCount());
    }

    /** The register of one of them, or null. */
    static @Nullable Register of(Map<ByteBuffer, Register> registers, byte[] packedKey) {
        return registers.get(ByteBuffer.wrap(packedKey));
    }
}
