package dev.coven.engine.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.schema.SchemaInspector;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.row.SqlValue;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sqlite.Collation;

class RowTrialTest {
    @Test
    void row_ofATableThatIsIndexedByACollationOfTheHostsOwn_isTried() throws Exception {
        try (Connection host = DriverManager.getConnection("jdbc:sqlite::memory:");
                MemoryDatabase memory = new MemoryDatabase()) {
            Collation.create(host, "phonebook", new Collation() {
                @Override
                protected int xCompare(String left, String right) {
                    return left.compareToIgnoreCase(right);
                }
            });
            RowTrial trial = new RowTrial(host, memory);
            SyncedTable table = table(
                    host,
                    "CREATE TABLE t(id TEXT PRIMARY KEY, n INTEGER)",
                    "CREATE INDEX names ON t(id COLLATE phonebook)",
                    "CREATE INDEX sizes ON t(abs(n))");
            assertThat(trial.refusal(table, row(1))).isNull();
            assertThat(trial.refusal(table, row(Long.MIN_VALUE))).contains("overflow");
            assertThat(trial.refusal(table, row(2))).isNull();
        }
    }

    private static SyncedTable table(Connection host, String... ddl) throws Exception {
        try (Statement statement = host.createStatement()) {
            for (String sql : ddl) {
                statement.execute(sql);
            }
        }
        return SchemaInspector.inspect(host, List.of()).get(0);
    }

    private static SqlValue[] row(long number) {
        return new SqlValue[] {SqlValue.text("a"), SqlValue.of(number)};
    }
}
