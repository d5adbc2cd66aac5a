package dev.coven.conformance.model;

import dev.coven.engine.document.ForeignKeys;
import dev.coven.spi.plugin.Stability;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
@Stability(Stability.Promise.INTERNAL)
public final class ReferenceModel implements AutoCloseable {
    private final ModelSchema schema;
    private final RowJudge judge;
    private final ChangesetDecoder decoder;
    private final List<String> ddl;
    private final ForeignKeys foreignKeys;
    private final Map<String, Map<List<SqlValue>, RowWrites>> rows = new LinkedHashMap<>();
    private final Set<RecordedChangeset> known = new HashSet<>();
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
        this.decoder = new ChangesetDecoder(schema, judge, baseline);
        this.foreignKeys = foreignKeys;
    }

    private ReferenceModel(ReferenceModel other) {
        this.ddl = other.ddl;
        this.schema = other.schema;
        this.judge = other.judge;
        this.foreignKeys = other.foreignKeys;
        this.decoder = other.decoder;
    }

    /** A model of the same schema that knows no changeset, and shares what this one has asked SQLite. Close one of them. */
    public ReferenceModel emptied() {
        return new ReferenceModel(this);
    }

    /** Takes a changeset in. They may come in any order, and more than once. */
    public void add(RecordedChangeset changeset) {
        if (known.add(changeset)) {
            visible = null;
            decoder.decode(changeset).forEach(this::add);
        }
    }

    /** Takes a changeset in. They may come in any order, and more than once. */
    public void add(String device, byte[] changeset, byte[] clocks) {
        add(new RecordedChangeset(device, 0, changeset, clocks));
    }

    private void add(ChangesetDecoder.Said said) {
        RowWrites row = rows.computeIfAbsent(said.table().name(), name -> new LinkedHashMap<>())
                .computeIfAbsent(said.key(), key -> new RowWrites(said.table(), key));
        switch (said.kind()) {
            case INSERT -> row.born(said.stamp());
            case DELETE -> row.died(said.stamp());
            case UPDATE -> {}
        }
        for (int cell = 0; cell < said.cells().size(); cell++) {
            if (said.cells().get(cell).isPresent()) {
                row.written(cell, said.stamp(), said.cells().get(cell).get());
            }
        }
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
                throw new AssertionError(
                        "SQLite refuses " + reads + " in " + row.table().name() + ": " + refusal);
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
            visible()
                    .shown()
                    .forEach((row, reads) -> database.insert(
                                    row.table().schema().quotedName(),
                                    row.table().quotedColumns(),
                                    reads)
                            .ifPresent(refusal -> {
                                throw new AssertionError("SQLite refuses " + reads + " in "
                                        + row.table().name() + ": " + refusal);
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
