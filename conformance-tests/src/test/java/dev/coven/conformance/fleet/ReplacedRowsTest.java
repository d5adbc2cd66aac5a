package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rows that OR REPLACE deletes fire no trigger: they are found by what the unique indexes hold, however these come to it. */
class ReplacedRowsTest extends ThreeDevices {
    private void found(String... ddl) throws Exception {
        found(FleetPlan.of(folder, ddl));
    }

    private void settleAs(String query, String... rows) throws Exception {
        settle();
        for (Device device : fleet.devices()) {
            assertThat(device.query(query)).as(device.name()).containsExactly(rows);
        }
    }

    @Test
    void row_replacedThroughAGeneratedColumnOfColumnsThatStay_goesEverywhere() throws Exception {
        found(
                "CREATE TABLE t(id TEXT PRIMARY KEY, a TEXT, b TEXT, g TEXT GENERATED ALWAYS AS (a || '/' || b))",
                "CREATE UNIQUE INDEX u ON t(g)",
                "INSERT INTO t VALUES ('1', 'x', 'y'), ('2', 'x', 'z')");
        ada.sql("UPDATE OR REPLACE t SET b = 'z' WHERE id = '1'");
        settleAs("SELECT id, g FROM t", "'1', 'x/z'");
    }

    @Test
    void row_replacedThroughAnExpressionUnderAColumnsCollation_goesEverywhere() throws Exception {
        found(
                "CREATE TABLE k(id TEXT PRIMARY KEY, kind TEXT NOT NULL DEFAULT 'other' COLLATE NOCASE)",
                "CREATE UNIQUE INDEX one_main ON k(CASE WHEN kind = 'main' THEN 1 END)",
                "INSERT INTO k VALUES ('1', 'MAIN')");
        ada.sql("INSERT OR REPLACE INTO k VALUES ('2', 'Main')");
        settleAs("SELECT * FROM k", "'2', 'Main'");
    }

    @Test
    void row_replacedThroughAnExpressionUnderAColumnsAffinity_goesEverywhere() throws Exception {
        found(
                "CREATE TABLE k(id TEXT PRIMARY KEY, n INTEGER, t TEXT)",
                "CREATE UNIQUE INDEX one_n ON k(CASE WHEN n = '1' THEN 1 END)",
                "CREATE UNIQUE INDEX one_t ON k(CASE WHEN t = 7 THEN 1 END)",
                "INSERT INTO k VALUES ('1', 1, 'x'), ('2', 2, 7)");
        ada.sql("INSERT OR REPLACE INTO k VALUES ('3', 1, 'y')", "INSERT OR REPLACE INTO k VALUES ('4', 3, '7')");
        settleAs("SELECT id FROM k ORDER BY id", "'3'", "'4'");
    }

    /** A column of numbers may hold what is none, and fractions. */
    @Test
    void row_replacedThroughAnExpressionOverAnOddValue_goesEverywhere() throws Exception {
        found(
                "CREATE TABLE k(id TEXT PRIMARY KEY, n INTEGER, t TEXT)",
                "CREATE UNIQUE INDEX by_both ON k(n || '/' || t)",
                "INSERT INTO k VALUES ('1', 'one', 'x'), ('2', 2.5, 'x'), ('3', 3, x'41')");
        ada.sql(
                "INSERT OR REPLACE INTO k VALUES ('4', 'one', 'x')",
                "INSERT OR REPLACE INTO k VALUES ('5', 2.5, 'x')",
                "INSERT OR REPLACE INTO k VALUES ('6', 3, x'41')");
        settleAs("SELECT id FROM k ORDER BY id", "'4'", "'5'", "'6'");
    }
}
