package dev.coven.engine.apply;

import dev.coven.engine.constraint.ForeignKeyLink;
import dev.coven.engine.database.PackedRow;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.database.ParkedTable.Kind;
import dev.coven.spi.row.SqlValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows and constraints to rest after changes of the merged state, so that the visible tables are what the merged
 * state says they are, whatever order its parts came in.
 *
 * <p>Three steps decide, in this order. {@link SupportStep}: the largest set of rows that SQLite takes alone and whose
 * parents are in the set too. {@link ContestStep}: of rows of that set that share a unique key, those without the oldest
 * claim go out, and the children of all that went out follow. {@link NullStep}: references that may read NULL do so where
 * their parent is out. Only rows that the changes touch, and rows that hang on those, are looked at.
 */
final class Settlement {
    private static final int PAGE_ROWS = 500;

    private final MergeTables tables;
    private final VisibleDifference difference = new VisibleDifference();
    private final List<Move> hostMoves = new ArrayList<>();
    private final List<Version> formerlySupported = new ArrayList<>();
    private final Set<Version.Id> out = new LinkedHashSet<>();
    private final Set<Version.Id> suspects = new LinkedHashSet<>();

    private @Nullable List<Move> lastMoves;
    private long notesOfLastMoves;

    Settlement(MergeTables tables) {
        this.tables = tables;
    }

    /** What the merge, and then settling, changes in the visible tables. */
    VisibleDifference difference() {
        return difference;
    }

    /** Notes a row that had its parents, in a version that the difference of the visible tables does not show. */
    void wasSupported(TableMerge table, List<SqlValue> key, SqlValue[] row) {
        formerlySupported.add(new Version(table, key, row));
    }

    /** Notes that the merge could not put a row into its table. */
    void isOut(TableMerge table, List<SqlValue> key, TableRows.Refusal refusal) {
        if (refusal.byRival()) {
            out.add(new Version.Id(table, key));
        }
    }

    /** Notes what the host itself did to a row. */
    void hostMoved(Move move) {
        hostMoves.add(move);
    }

    /** Notes a row in its table whose parents may be gone though nothing of it changed. */
    void suspect(TableMerge table, List<SqlValue> key) {
        suspects.add(new Version.Id(table, key));
    }

    /** Whether there is anything to settle. */
    boolean hasWork() {
        return !hostMoves.isEmpty() || !formerlySupported.isEmpty() || !out.isEmpty() || difference.size() > 0;
    }

    /** Settles. */
    void settle() throws SQLException {
        SupportStep support = new SupportStep(this);
        support.run();
        ContestStep contest = new ContestStep(this, support);
        contest.run();
        new NullStep(this, support, contest).run();
    }

    /** Settles every row that waits, and every one that may have lost its parent, because the rules themselves changed. */
    void settleAll() throws SQLException {
        for (Kind kind : List.of(Kind.REFUSED, Kind.ORPHAN, Kind.CONTESTED, Kind.NULLED)) {
            ParkedTable.Entry last = null;
            List<ParkedTable.Entry> page;
            do {
                page = tables.parked().page(kind, last, PAGE_ROWS);
                for (ParkedTable.Entry entry : page) {
                    tryAgain(entry);
                    last = entry;
                }
            } while (page.size() == PAGE_ROWS);
        }
        for (TableMerge table : tables.all()) {
            for (ForeignKeyLink link : table.constraints().references()) {
                for (List<SqlValue> key : link.visibleOrphans()) {
                    suspect(table, key);
                }
            }
        }
        settle();
    }

    private void tryAgain(ParkedTable.Entry entry) throws SQLException {
        TableMerge table = tables.numbered(entry.table());
        List<SqlValue> key = PackedRow.unpackKnown(entry.key());
        if (entry.kind() == Kind.NULLED) {
            suspect(table, key);
            return;
        }
        SqlValue[] row = table.shape().rowOf(key, entry.values());
        TableRows.Refusal refusal = table.putBack(key, row, difference);
        if (refusal != null) {
            isOut(table, key, refusal);
        }
    }

    MergeTables tables() {
        return tables;
    }

    /** What became of rows in their tables, as of now, where that can matter to a constraint. */
    List<Move> moves() throws SQLException {
        List<Move> known = lastMoves;
        if (known == null || notesOfLastMoves != difference.notes()) {
            known = collectMoves();
            lastMoves = known;
            notesOfLastMoves = difference.notes();
        }
        return known;
    }

    private List<Move> collectMoves() throws SQLException {
        List<Move> moves = new ArrayList<>();
        for (Move move : hostMoves) {
            Move later = difference.find(move.table(), move.key());
            moves.add(later == null ? move : new Move(move.table(), move.key(), move.before(), later.after()));
        }
        for (int row = 0; row < difference.size(); row++) {
            // A value that stays can only get a newer claim to a key that others want.
            if (difference.isConstrained(row)
                    || difference.table(row).constraints().waiting().hidesKeys()) {
                moves.add(difference.get(row));
            }
        }
        return moves;
    }

    /** Rows that had their parents, in versions that no move shows. */
    List<Version> formerlySupported() {
        return formerlySupported;
    }

    /** Rows that the merge could not put into their tables for a rival. */
    Set<Version.Id> out() {
        return out;
    }

    /** Rows in their tables whose parents may be gone though nothing of them changed. */
    Set<Version.Id> suspects() {
        return suspects;
    }

    /** The row as it was written, if it is in its table now. */
    @Nullable
    Version inTable(Version.Id id) throws SQLException {
        CurrentRow current = id.table().load(id.key());
        return current.visible() == null
                ? null
                : new Version(id.table(), id.key(), id.table().rowOf(id.key(), current.state()));
    }

    /** The row as it was written, if it waits outside its table for this reason. */
    @Nullable
    Version waiting(Version.Id id, Kind kind) throws SQLException {
        return waiting(id.table(), id.packedKey(), kind);
    }

    /** The row as it was written, if it waits outside its table for this reason. */
    @Nullable
    Version waiting(TableMerge table, byte[] packedKey, Kind kind) throws SQLException {
        ParkedTable.Entry entry =
                tables.parked().find(table.shape().table().number(), packedKey).orElse(null);
        if (entry == null || entry.kind() != kind) {
            return null;
        }
        List<SqlValue> key = PackedRow.unpackKnown(packedKey);
        return new Version(table, key, table.shape().rowOf(key, entry.values()));
    }
}
