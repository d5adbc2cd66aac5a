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
}
