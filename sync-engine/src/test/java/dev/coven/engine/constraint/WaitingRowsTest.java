package dev.coven.engine.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.database.PackedRow;
import dev.coven.engine.database.ParkedTable.Kind;
import dev.coven.engine.database.StatementCache;
import dev.coven.engine.schema.SchemaInspector;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.row.SqlValue;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sqlite.ProgressHandler;

/** What waits for one reason costs nothing to those who ask for another. */
class WaitingRowsTest {
    private static final int MANY = 10_000;
    /** How many steps it takes to see that the next entry of an index is another's. */
    private static final int A_FEW = 5;

    private static final List<SqlValue> PARENT = List.of(SqlValue.text("p"));

    private Connection connection;
    private StatementCache statements;
    private Constraints constraints;
    private TableConstraints parents;
    private TableConstraints children;

    @BeforeEach
    void makeTables() throws Exception {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE parents(id TEXT PRIMARY KEY COLLATE NOCASE, name TEXT UNIQUE)");
            statement.execute("CREATE TABLE children(id TEXT PRIMARY KEY, parent REFERENCES parents, tag TEXT UNIQUE)");
        }
        Map<String, SyncedTable> synced = SchemaInspector.inspect(connection, List.of()).stream()
                .collect(Collectors.toMap(SyncedTable::name, Function.identity()));
        statements = new StatementCache(connection);
        constraints = new Constraints(connection, synced.values(), statements, true);
        constraints.recreate();
        parents = constraints.of(synced.get("parents"));
        children = constraints.of(synced.get("children"));
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        constraints.close();
        statements.close();
        connection.close();
    }

    private ForeignKeyLink link() {
        return children.references().get(0);
    }

    private static void keep(TableConstraints table, String id, Kind kind, String... others) throws SQLException {
        SqlValue[] row = new SqlValue[1 + others.length];
        row[0] = SqlValue.text(id);
        for (int i = 0; i < others.length; i++) {
            row[i + 1] = SqlValue.text(others[i]);
        }
        table.waiting().put(PackedRow.pack(List.of(row[0])), kind, row);
    }

    private void keepMany(TableConstraints table, Kind kind, String... others) throws SQLException {
        for (int i = 0; i < MANY; i++) {
            keep(table, "row " + i, kind, others);
        }
    }

    /** A question to the database. */
    private interface Question {
        Object ask() throws SQLException;
    }

    /** How many steps SQLite's virtual machine takes to answer. */
    private int steps(Question question) throws SQLException {
        question.ask();
        int[] steps = new int[1];
        ProgressHandler.setHandler(connection, 1, new ProgressHandler() {
            @Override
            protected int progress() {
                steps[0]++;
                return 0;
            }
        });
        try {
            question.ask();
        } finally {
            ProgressHandler.clearHandler(connection);
        }
        return steps[0];
    }

    @Test
    void hasWaitingChild_beyondManyThatWaitForAnotherReason_isOneSeek() throws SQLException {
        Question question = () -> link().hasWaitingChild(PARENT, Kind.CONTESTED);
        int alone = steps(question);
        keepMany(children, Kind.ORPHAN, "P", "t");
        assertThat(question.ask()).isEqualTo(false);
        assertThat(steps(question)).isPositive().isLessThan(alone + A_FEW);
        keep(children, "c", Kind.CONTESTED, "P", "t");
        assertThat(question.ask()).isEqualTo(true);
        assertThat(link().hasWaitingChild(List.of(SqlValue.text("q")), Kind.CONTESTED))
                .isFalse();
    }

    @Test
    void waitingChildren_amongManyThatWaitForAnotherReason_readsThoseOnly() throws SQLException {
        Question question = () -> link().waitingChildren(PARENT, Kind.CONTESTED);
        keep(children, "c", Kind.CONTESTED, "p", "t");
        int alone = steps(question);
        keepMany(children, Kind.ORPHAN, "p", "t");
        assertThat(steps(question)).isLessThan(alone + A_FEW);
        assertThat(link().waitingChildren(PARENT, Kind.CONTESTED))
                .containsExactly(PackedRow.pack(List.of(SqlValue.text("c"))));
        assertThat(link().waitingChildren(PARENT, Kind.ORPHAN)).hasSize(MANY);
    }

    @Test
    void waitingParents_ofAnotherReason_areNone() throws SQLException {
        keep(parents, "P", Kind.ORPHAN, "n");
        assertThat(link().waitingParents(PARENT, Kind.CONTESTED)).isEmpty();
        assertThat(link().waitingParents(PARENT, Kind.ORPHAN)).hasSize(1);
    }

    @Test
    void hiddenHolders_amongManyOrphansWithTheirKey_readsThoseOnly() throws SQLException {
        UniqueRule rule = children.uniqueRules().stream()
                .filter(unique -> unique.claimColumns()[0] == 2)
                .findFirst()
                .orElseThrow();
        List<SqlValue> key = List.of(SqlValue.text("t"));
        Question question = () -> rule.hiddenHolders(key);
        keep(children, "c", Kind.CONTESTED, "p", "t");
        int alone = steps(question);
        keepMany(children, Kind.ORPHAN, "p", "t");
        assertThat(steps(question)).isLessThan(alone + A_FEW);
        assertThat(rule.hiddenHolders(key)).hasSize(1);
    }
}
