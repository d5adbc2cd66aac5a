package dev.coven.engine.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

/** Tells whether a table's schema is still the one that capture was built for. */
public final class SchemaFingerprint {
    private SchemaFingerprint() {}

    /**
     * A hash over the SQL of a table, its indexes and its triggers, the engine's own left out. The order in which they were
     * created does not count. Of a missing table it is the hash of nothing.
     */
    public static String of(Connection connection, String table) throws SQLException {
        MessageDigest digest = sha256();
        String sql = "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = ? COLLATE NOCASE AND sql IS NOT NULL"
                + " ORDER BY type, name";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (!SqlNames.isEngineName(rows.getString(2))) {
                        for (int column = 1; column <= 3; column++) {
                            digest.update(rows.getString(column).getBytes(StandardCharsets.UTF_8));
                            digest.update((byte) 0);
                        }
                    }
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
