package dev.coven.conformance.model;

import dev.coven.engine.apply.Stamps;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangeKind;
import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.changeset.ChangesetReader;
import dev.coven.engine.changeset.ClockTrackReader;
import dev.coven.engine.changeset.MalformedChangesetException;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.row.SqlValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what changesets say of rows, each once. */
final class ChangesetDecoder {
    /**
     * What a change says of a row.
     *
     * @param table the row's table
     * @param key its key
     * @param kind what happened to it
     * @param stamp when
     * @param cells for each cell of the table what was written into it; empty where nothing was
     */
    record Said(
            ModelTable table, List<SqlValue> key, ChangeKind kind, Hlc stamp, List<Optional<List<SqlValue>>> cells) {}

    private final ModelSchema schema;
    private final RowJudge judge;
    private final long baseline;
    private final Map<RecordedChangeset, List<Said>> decoded = new HashMap<>();

    ChangesetDecoder(ModelSchema schema, RowJudge judge, long baseline) {
        this.schema = schema;
        this.judge = judge;
        this.baseline = baseline;
    }

    List<Said> decode(RecordedChangeset changeset) {
        List<Said> known = decoded.get(changeset);
        if (known == null) {
            known = read(changeset);
            decoded.put(changeset, known);
        }
        return known;
    }

    private List<Said> read(RecordedChangeset changeset) {
        List<Said> all = new ArrayList<>();
        try {
            ChangesetReader changes =
                    new ChangesetReader(new ByteArrayInputStream(changeset.changeset()), ChangesetLimits.DEFAULT);
            ClockTrackReader times = new ClockTrackReader(new ByteArrayInputStream(changeset.clocks()), Long.MAX_VALUE);
            for (Change change = changes.next(); change != null; change = changes.next()) {
                long time = times.next().orElseThrow(() -> new IllegalArgumentException("fewer clocks than changes"));
                all.add(said(change, time <= baseline ? Stamps.BASELINE : new Hlc(time, changeset.device())));
            }
        } catch (IOException | MalformedChangesetException e) {
            throw new IllegalArgumentException("the model cannot read " + changeset + ": " + e.getMessage(), e);
        }
        return all;
    }

    private Said said(Change change, Hlc stamp) {
        ModelTable table = schema.table(change.table().name());
        if (change.table().columnCount() > table.width()) {
            throw new IllegalArgumentException("the changeset has more columns than " + table.name());
        }
        List<SqlValue> key = new ArrayList<>();
        for (int column : table.keyColumns()) {
            SqlValue value = change.kind() == ChangeKind.INSERT ? change.after(column) : change.before(column);
            key.add(judge.stored(table, column, value == null ? SqlValue.NULL : value));
        }
        List<Optional<List<SqlValue>>> cells = new ArrayList<>();
        for (List<Integer> columns : table.cells()) {
            cells.add(isWritten(change, columns) ? Optional.of(written(table, change, columns)) : Optional.empty());
        }
        return new Said(table, List.copyOf(key), change.kind(), stamp, cells);
    }

    private static boolean isWritten(Change change, List<Integer> columns) {
        return change.kind() == ChangeKind.INSERT
                || columns.stream()
                        .anyMatch(column -> column < change.table().columnCount() && change.after(column) != null);
    }

    /** What a change wrote into a cell: all of its columns, those that it does not know with their defaults. */
    private List<SqlValue> written(ModelTable table, Change change, List<Integer> columns) {
        List<SqlValue> values = new ArrayList<>();
        for (int column : columns) {
            SqlValue value;
            if (column >= change.table().columnCount()) {
                value = judge.defaultOf(table, column);
            } else {
                value = change.after(column);
                if (value == null) {
                    throw new IllegalArgumentException("an UPDATE of " + table.name() + " carries a part of a cell");
                }
                value = judge.stored(table, column, value);
            }
            values.add(value);
        }
        return values;
    }
}
