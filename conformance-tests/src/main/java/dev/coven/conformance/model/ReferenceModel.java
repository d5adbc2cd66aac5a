package dev.coven.conformance.model;

import dev.coven.engine.apply.Stamps;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangeKind;
import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.changeset.ChangesetReader;
import dev.coven.engine.changeset.ClockTrackReader;
import dev.coven.engine.changeset.MalformedChangesetException;
import dev.coven.engine.document.ForeignKeys;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.row.SqlValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the tables of a library show, worked out from all changesets.
 *
 * <p>The state of a row is its newest birth, its newest death, and for each cell what the policy makes of all writes. A column
 * that a changeset does not know, because it was added later, has its default: in an INSERT, and in an UPDATE where the row is
 * one cell. Which of the rows that are alive show, and what they read, is the rule of visible tables.
 *
 * <p>SQLite is the judge, in databases in memory: of whether a row is sound, of the terms of unique keys, and of which values
 * are equal. What it said is kept, so a model is faster the longer it lives; {@link #emptied} hands that on.
 *
 * <p>Not thread safe. Failures of SQLite, changesets that cannot be read or do not fit the schema are {@link
 * IllegalArgumentException}s: the model judges nobody's input.
 */
public final class ReferenceModel implements AutoCloseable {
    private final ModelSchema schema;
    private final RowJudge judge;
    private final List<String> ddl;
    private final ForeignKeys foreignKeys;
    private final long baseline;
    private final Map<String, Map<List<SqlValue>, RowWrites>> rows = new LinkedHashMap<>();
    private final Set<ByteBuffer> known = new HashSet<>();
    private @Nullable VisibleTables visible;

    /**
     * A model that knows no changeset.
     *
     * @param ddl the statements that make the host's tables and indexes; others are passed over
     * @param policies the conflict policy of each synced table, by its name as declared
     * @param foreignKeys whether references count
     * @param baseline stamps at or below this time are one moment, older than all others
     */
    public ReferenceModel(
            List<String> ddl, Map<String, ConflictPolicy> policies, ForeignKeys foreignKeys, long baseline) {
        this.ddl = List.copyOf(ddl);
        this.schema = new ModelSchema(ddl, policies, foreignKeys);
        this.judge = new RowJudge(schema.host());
        this.foreignKeys = foreignKeys;
        this.baseline = baseline;
    }

    private ReferenceModel(ReferenceModel other) {
        this.ddl = other.ddl;
        this.schema = other.schema;
        this.judge = other.judge;
        this.foreignKeys = other.foreignKeys;
        this.baseline = other.baseline;
    }

    /** A model of the same schema that knows no changeset, and shares what this one has asked SQLite. Close one of them. */
    public ReferenceModel emptied() {
        return new ReferenceModel(this);
    }

    /** Takes a changeset in. They may come in any order, and more than once. */
    public void add(RecordedChangeset changeset) {
        add(changeset.device(), changeset.changeset(), changeset.clocks());
    }

    /** Takes a changeset in. They may come in any order, and more than once. */
    public void add(String device, byte[] changeset, byte[] clocks) {
        byte[] name = device.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        ByteBuffer whole = ByteBuffer.allocate(name.length + 1 + clocks.length + changeset.length);
        whole.put(name).put((byte) 0).put(clocks).put(changeset).flip();
        if (!known.add(whole)) {
            return;
        }
        visible = null;
        try {
            ChangesetReader changes =
                    new ChangesetReader(new ByteArrayInputStream(changeset), ChangesetLimits.DEFAULT);
            ClockTrackReader times = new ClockTrackReader(new ByteArrayInputStream(clocks), Long.MAX_VALUE);
            for (Change change = changes.next(); change != null; change = changes.next()) {
                long time = times.next().orElseThrow(() -> new IllegalArgumentException("fewer clocks than changes"));
                add(change, time <= baseline ? Stamps.BASELINE : new Hlc(time, device));
            }
        } catch (IOException | MalformedChangesetException e) {
            throw new IllegalArgumentException("the model cannot read the changeset: " + e.getMessage(), e);
        }
    }

    private void add(Change change, Hlc stamp) {
        ModelTable table = schema.table(change.table().name());
        if (change.table().columnCount() > table.width()) {
            throw new IllegalArgumentException("the changeset has more columns than " + table.name());
        }
        List<SqlValue> key = new ArrayList<>();
        for (int column : table.schema().keyIndexes()) {
            SqlValue value = change.kind() == ChangeKind.INSERT ? change.after(column) : change.before(column);
            key.add(judge.stored(table, column, value == null ? SqlValue.NULL : value));
        }
        RowWrites row = rows.computeIfAbsent(table.name(), name -> new LinkedHashMap<>())
                .computeIfAbsent(List.copyOf(key), any -> new RowWrites(table, List.copyOf(key)));
        if (change.kind() == ChangeKind.DELETE) {
            row.died(stamp);
            return;
        }
        if (change.kind() == ChangeKind.INSERT) {
            row.born(stamp);
        }
        for (int cell = 0; cell < table.cells().size(); cell++) {
            Optional<List<SqlValue>> written = written(table, change, table.cells().get(cell));
            if (written.isPresent()) {
                row.written(cell, stamp, written.get());
            }
        }
    }

    /** What a change wrote into a cell: nothing, or all of its columns. */
    private Optional<List<SqlValue>> written(ModelTable table, Change change, List<Integer> columns) {
        boolean anything = change.kind() == ChangeKind.INSERT
                || columns.stream()
                        .anyMatch(column ->
                                column < change.table().columnCount() && change.after(column) != null);
        if (!anything) {
            return Optional.empty();
        }
        List<SqlValue> values = new ArrayList<>();
        for (int column : columns) {
            SqlValue value = column < change.table().columnCount() ? change.after(column) : null;
            if (value == null && column < change.table().columnCount()) {
                throw new IllegalArgumentException("an UPDATE of " + table.name() + " carries a part of a cell");
            }
            values.add(value == null ? judge.defaultOf(table, column) : judge.stored(table, column, value));
        }
        return Optional.of(values);
    }

    private List<MergedRow> merged() {
        return rows.values().stream()
                .flatMap(table -> table.values().stream())
                .map(RowWrites::merged)
                .toList();
    }

    private VisibleTables visible() {
        VisibleTables found = visible;
        if (found == null) {
            found = new VisibleTables(judge, merged());
            visible = found;
        }
        return found;
    }

    /**
     * The visible rows of every synced table: per table each row as SQL literals ({@code 'text', 1, 1.0, NULL, x'00'}), in the
     * order of their text, as {@link dev.coven.conformance.fleet.Device#tables()} gives them.
     */
    public Map<String, List<String>> tables() {
        Map<String, List<String>> tables = new TreeMap<>();
        schema.tables().forEach(table -> tables.put(table.name(), new ArrayList<>()));
        visible().shown().forEach((row, reads) -> {
            RowJudge.Judgement judgement = judge.judge(row.table(), reads);
            judgement.refusal().ifPresent(refusal -> {
                throw new AssertionError("SQLite refuses " + reads + " in " + row.table().name() + ": " + refusal);
            });
            ModelText.line(tables, row, judgement.text());
        });
        return ModelText.sorted(tables);
    }

    /**
     * The rows that wait: those that are alive and not visible, and those that were edited and whose INSERT has not come. Per
     * table their key and known values, as {@link dev.coven.conformance.fleet.Device#parkedRows()} gives them.
     */
    public Map<String, List<String>> parked() {
        Map<String, List<String>> parked = new TreeMap<>();
        visible().out().keySet().forEach(row -> ModelText.line(parked, row, ModelText.keyAndValues(row)));
        merged().stream()
                .filter(MergedRow::isUnborn)
                .forEach(row -> ModelText.line(parked, row, ModelText.keyAndValues(row)));
        return ModelText.sorted(parked);
    }

    /** Per table the key of each row that is alive and not visible, and why; for people. */
    public Map<String, List<String>> reasons() {
        Map<String, List<String>> reasons = new TreeMap<>();
        visible().out().forEach((row, reason) -> ModelText.line(reasons, row, row.key() + " " + reason));
        return ModelText.sorted(reasons);
    }

    /**
     * The merged state, one line per row that is not simply a row of the baseline: its key, then {@code born STAMP}, {@code died
     * STAMP} or {@code unborn}, then {@code cell N STAMP} for each cell that was not written at the birth; what the newer of
     * birth and death makes meaningless is left out. {@link EngineRegisters} reads the same from an engine's database.
     */
    public Map<String, List<String>> mergedState() {
        Map<String, List<String>> lines = new TreeMap<>();
        merged().forEach(row -> ModelText.state(row).ifPresent(text -> ModelText.line(lines, row, text)));
        return ModelText.sorted(lines);
    }

    /**
     * Puts the visible rows into a database of the host's schema.
     *
     * @throws AssertionError when SQLite refuses one, or finds one without its parent: then the rule of visible tables is
     *     wrong, or this model of it
     */
    public void requireLegal() {
        try (ScratchDatabase database = ScratchDatabase.of(ddl)) {
            visible().shown().forEach((row, reads) -> database.insert(
                            row.table().schema().quotedName(), row.table().quotedColumns(), reads)
                    .ifPresent(refusal -> {
                        throw new AssertionError(
                                "SQLite refuses " + reads + " in " + row.table().name() + ": " + refusal);
                    }));
            List<List<SqlValue>> dangling =
                    foreignKeys == ForeignKeys.IGNORED ? List.of() : database.query("PRAGMA foreign_key_check");
            if (!dangling.isEmpty()) {
                throw new AssertionError("SQLite finds rows without their parents: " + dangling);
            }
        }
    }

    /** Frees what this model holds. */
    @Override
    public void close() {
        schema.close();
    }
}
