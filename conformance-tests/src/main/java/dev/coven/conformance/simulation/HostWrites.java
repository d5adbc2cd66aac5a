package dev.coven.conformance.simulation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The application of a device at work: runs statements, and takes it when SQLite refuses one. */
final class HostWrites {
    /** No simulated clock gets there; the real one, which capture triggers note, is past it. */
    private static final long REAL_TIME_BEGINS_MILLIS = 1_735_689_600_000L;

    private final Connection connection;
    private final List<String> refusals = new ArrayList<>();

    HostWrites(Connection connection) {
        this.connection = connection;
    }

    /** Runs statements, in one transaction when they are several; gives what SQLite refused, and why. */
    List<String> run(List<String> statements, String foreignKeys) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = " + foreignKeys);
            boolean replaces = statements.stream().anyMatch(sql -> sql.contains("REPLACE"));
            if (statements.size() == 1 && !replaces) {
                attempt(statement, statements.get(0));
            } else {
                statement.execute("BEGIN");
                for (String sql : statements) {
                    attempt(statement, sql);
                }
                if ((replaces && isBroken(statement)) || !attempt(statement, "COMMIT")) {
                    statement.execute("ROLLBACK");
                }
            }
            statement.execute("PRAGMA foreign_keys = ON");
        }
        return List.copyOf(refusals);
    }

    /**
     * Whether SQLite has left an index without a row. It can, in all its versions from 3.40 to 3.54 and without anything of the
     * engine's: where OR REPLACE deletes a row that the one being written refers to with ON DELETE SET NULL, in an index over an
     * expression. Nothing that comes after would say anything about the engine, so that the application takes it back.
     */
    private boolean isBroken(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("PRAGMA integrity_check")) {
            boolean broken = found.next() && !found.getString(1).equals("ok");
            if (broken) {
                refusals.add("SQLite broke an index, and all was taken back: " + found.getString(1));
            }
            return broken;
        }
    }

    private boolean attempt(Statement statement, String sql) {
        try {
            statement.execute(sql);
            return true;
        } catch (SQLException refused) {
            refusals.add(refused.getMessage() + (statementIsWrong(refused) ? " in " + sql : ""));
            return false;
        }
    }

    private static boolean statementIsWrong(SQLException refused) {
        return !String.valueOf(refused.getMessage()).contains("CONSTRAINT");
    }

    /** Sets what capture triggers noted as the time of these writes to the device's own time. */
    void backdate(long nowMillis) throws SQLException {
        List<String> logs = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'coven_log_*'")) {
                while (rows.next()) {
                    logs.add(rows.getString(1));
                }
            }
            for (String log : logs) {
                statement.execute("UPDATE %s SET touched = %d WHERE touched > %d"
                        .formatted(log, nowMillis, REAL_TIME_BEGINS_MILLIS));
            }
        }
    }
}
