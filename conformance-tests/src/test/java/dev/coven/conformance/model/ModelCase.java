package dev.coven.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.engine.changeset.ChangesetWriter;
import dev.coven.engine.changeset.ClockTrackWriter;
import dev.coven.engine.document.ForeignKeys;
import dev.coven.engine.merge.LastWriterWins;
import dev.coven.engine.schema.SchemaException;
import dev.coven.engine.schema.SchemaInspector;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.row.SqlValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changesets of one change each, and what the model must make of them. What is expected must hold in whatever order they come,
 * and when they come twice.
 */
final class ModelCase {
    private static final int SHUFFLES = 6;

    private final List<String> ddl;
    private final Map<String, SyncedTable> tables = new LinkedHashMap<>();
    private final Map<String, ConflictPolicy> policies = new LinkedHashMap<>();
    private final List<RecordedChangeset> changesets = new ArrayList<>();
    private ForeignKeys foreignKeys = ForeignKeys.ENFORCED;
    private long baseline;

    ModelCase(String... ddl) {
        this.ddl = List.of(ddl);
        try (ScratchDatabase database = ScratchDatabase.of(this.ddl)) {
            for (SyncedTable table : SchemaInspector.inspect(database.connection(), List.of())) {
                tables.put(table.name(), table);
                policies.put(table.name(), LastWriterWins.perColumn());
            }
        } catch (SQLException | SchemaException e) {
            throw new IllegalArgumentException(e);
        }
    }

    ModelCase policy(String table, ConflictPolicy policy) {
        policies.put(table, policy);
        return this;
    }

    ModelCase foreignKeys(ForeignKeys choice) {
        foreignKeys = choice;
        return this;
    }

    ModelCase baseline(long time) {
        baseline = time;
        return this;
    }

    static List<SqlValue> values(@Nullable Object... values) {
        return Arrays.stream(values).map(ModelCase::value).toList();
    }

    private static SqlValue value(@Nullable Object value) {
        if (value instanceof SqlValue known) {
            return known;
        }
        if (value instanceof Number number) {
            return number instanceof Double ? SqlValue.of(number.doubleValue()) : SqlValue.of(number.longValue());
        }
        if (value instanceof byte[] bytes) {
            return SqlValue.blob(bytes);
        }
        return value == null ? SqlValue.NULL : SqlValue.text(value.toString());
    }

    /** A row is inserted; with fewer values than the table has columns, by a schema that had no more. */
    ModelCase insert(String device, long time, String table, @Nullable Object... row) {
        return record(device, time, Change.insert(header(table, row.length), values(row)));
    }

    /** Columns outside the key are written: name, value, name, value. */
    ModelCase update(String device, long time, String table, List<SqlValue> key, @Nullable Object... written) {
        return update(device, time, table, table(table).columns().size(), key, written);
    }

    ModelCase update(
            String device, long time, String table, int width, List<SqlValue> key, @Nullable Object... written) {
        @Nullable SqlValue[] before = row(table, width, key);
        @Nullable SqlValue[] after = new @Nullable SqlValue[width];
        for (int i = 0; i < written.length; i += 2) {
            int column = table(table).columnNames().indexOf(written[i]);
            before[column] = SqlValue.text("what was there before");
            after[column] = value(written[i + 1]);
        }
        return record(device, time, Change.update(header(table, width), Arrays.asList(before), Arrays.asList(after)));
    }

    ModelCase delete(String device, long time, String table, @Nullable Object... key) {
        int width = table(table).columns().size();
        @Nullable SqlValue[] row = row(table, width, values(key));
        List<SqlValue> whole = new ArrayList<>();
        for (SqlValue value : row) {
            whole.add(value == null ? SqlValue.NULL : value);
        }
        return record(device, time, Change.delete(header(table, width), whole));
    }

    private @Nullable SqlValue[] row(String table, int width, List<SqlValue> key) {
        @Nullable SqlValue[] row = new @Nullable SqlValue[width];
        for (int i = 0; i < key.size(); i++) {
            row[table(table).keyIndexes().get(i)] = key.get(i);
        }
        return row;
    }

    private SyncedTable table(String name) {
        SyncedTable table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException(name);
        }
        return table;
    }

    private ChangesetTable header(String table, int width) {
        ChangesetTable whole = table(table).changesetTable();
        return new ChangesetTable(table, whole.keyOrdinals().subList(0, width));
    }

    private ModelCase record(String device, long time, Change change) {
        ByteArrayOutputStream changeset = new ByteArrayOutputStream();
        ByteArrayOutputStream clocks = new ByteArrayOutputStream();
        try {
            new ChangesetWriter(changeset).write(change);
            new ClockTrackWriter(clocks).write(time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        changesets.add(
                new RecordedChangeset(device, changesets.size() + 1, changeset.toByteArray(), clocks.toByteArray()));
        return this;
    }

    /** Requires something of the model, whatever the order is in which changesets come. */
    ModelCase requires(Consumer<ReferenceModel> requirement) {
        try (ReferenceModel shared = new ReferenceModel(ddl, policies, foreignKeys, baseline)) {
            List<RecordedChangeset> order = new ArrayList<>(changesets);
            for (int seed = 0; seed < SHUFFLES; seed++) {
                // The first round keeps the order, the second turns it round.
                if (seed == 1) {
                    Collections.reverse(order);
                } else if (seed > 1) {
                    Collections.shuffle(order, new Random(seed));
                }
                ReferenceModel model = shared.emptied();
                for (RecordedChangeset changeset : order) {
                    model.add(changeset);
                    model.tables();
                    model.add(order.get(0));
                }
                model.requireLegal();
                requirement.accept(model);
            }
        }
        return this;
    }

    /** Requires something of the model, in the order in which changesets were recorded; for many random cases. */
    ModelCase requiresInOrder(Consumer<ReferenceModel> requirement) {
        try (ReferenceModel model = new ReferenceModel(ddl, policies, foreignKeys, baseline)) {
            changesets.forEach(model::add);
            requirement.accept(model);
        }
        return this;
    }

    /** Requires a table to show these rows, as SQL literals. */
    ModelCase shows(String table, String... rows) {
        return requires(model -> assertThat(model.tables().get(table))
                .as("rows of %s; %s", table, model.reasons())
                .containsExactlyInAnyOrder(rows));
    }
}
