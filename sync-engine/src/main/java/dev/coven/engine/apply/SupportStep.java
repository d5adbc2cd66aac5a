package dev.coven.engine.apply;

import dev.coven.engine.constraint.ForeignKeyLink;
import dev.coven.engine.database.PackedRow;
import dev.coven.engine.database.ParkedTable.Kind;
import dev.coven.spi.row.SqlValue;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows that have their parents: those in the tables and those that are contested.
 *
 * <p>First every orphan that may have its parents now is let in, whether or not it has all of them; then rows without a
 * parent are dismissed until none is left. So rows that need each other come in together: what stays is the largest set.
 * An orphan can only come in through a chain of parents that begins with a row that changed, so nothing else is tried.
 */
final class SupportStep {
    /** A row that came, and what it was before if it was there. */
    private record Arrival(Version version, SqlValue @Nullable [] before) {}

    private final Settlement settlement;
    private final KnownParents parents;
    private final NewReferences joined = new NewReferences();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final Deque<Version> doubtful = new ArrayDeque<>();
    private final Set<Version.Id> dismissed = new HashSet<>();
    private final List<Version> left = new ArrayList<>();
    private final Set<Version.Id> followers = new LinkedHashSet<>();
    private final Set<Version.Id> readingNull = new LinkedHashSet<>();

    SupportStep(Settlement settlement) {
        this.settlement = settlement;
        this.parents = new KnownParents();
    }

    /** Versions that had or got their parents and lost them in this step. */
    List<Version> left() {
        return left;
    }

    /** Rows in their tables whose parents all exist, but not all in their tables. */
    Set<Version.Id> followers() {
        return followers;
    }

    /** Rows with a reference that is to read NULL, or may have to. */
    Set<Version.Id> readingNull() {
        return readingNull;
    }

    /** The rows that came, and those whose parents were looked for. */
    NewReferences joined() {
        return joined;
    }

    KnownParents parents() {
        return parents;
    }

    void run() throws SQLException {
        List<Move> moves = settlement.moves();
        for (Move move : moves) {
            if (move.after() != null) {
                join(new Version(move.table(), move.key(), move.after()), move.before());
            }
        }
        for (Version.Id id : settlement.out()) {
            Version version = settlement.waiting(id, Kind.CONTESTED);
            if (version != null) {
                join(version, null);
            }
        }
        for (Move move : moves) {
            if (move.before() != null) {
                doubtChildren(new Version(move.table(), move.key(), move.before()), move.after());
            }
        }
        for (Version version : settlement.formerlySupported()) {
            doubtChildren(version, null);
        }
        for (Version.Id id : settlement.suspects()) {
            doubt(settlement.inTable(id));
        }
        letInOrphans();
        dismissOrphans();
    }

    private void join(Version version, SqlValue @Nullable [] before) throws SQLException {
        if (!version.table().constraints().referrers().isEmpty()) {
            arrivals.add(new Arrival(version, before));
        }
        if (!version.table().constraints().references().isEmpty() && !refersAsBefore(version, before)) {
            doubtful.add(version);
            joined.add(version);
        }
    }

    /** Whether a row was there and refers to what it referred to: then it is doubted only if a parent goes. */
    private static boolean refersAsBefore(Version version, SqlValue @Nullable [] before) throws SQLException {
        if (before == null) {
            return false;
        }
        for (ForeignKeyLink link : version.table().constraints().references()) {
            if (!Objects.equals(link.referenceOf(version.row()), link.referenceOf(before))) {
                return false;
            }
        }
        return true;
    }

    private void doubt(@Nullable Version version) {
        if (version != null) {
            doubtful.add(version);
            joined.addDoubted(version);
        }
    }

    private void letInOrphans() throws SQLException {
        for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            Version parent = arrival.version();
            for (ForeignKeyLink link : parent.table().constraints().referrers()) {
                TableMerge children = settlement.tables().of(link.child());
                List<SqlValue> values = link.referencedOf(parent.row());
                boolean wasThere = arrival.before() != null
                        && values != null
                        && values.equals(link.referencedOf(arrival.before()));
                if (values == null
                        || wasThere
                        || !children.constraints().waiting().hasAny(Kind.ORPHAN)) {
                    continue;
                }
                for (byte[] key : link.waitingChildren(values, Kind.ORPHAN)) {
                    letIn(settlement.waiting(children, key, Kind.ORPHAN));
                }
            }
        }
    }

    private void letIn(@Nullable Version orphan) throws SQLException {
        if (orphan == null || isHopeless(orphan)) {
            return;
        }
        TableMerge table = orphan.table();
        TableRows.Refusal refusal = table.putBack(orphan.key(), orphan.row(), settlement.difference());
        if (refusal != null) {
            settlement.isOut(table, orphan.key(), refusal);
            if (!refusal.byRival()) {
                return;
            }
        }
        join(orphan, null);
    }

    /** Whether a parent is neither there nor waiting, so that nothing in this step can bring the row in. */
    private boolean isHopeless(Version orphan) throws SQLException {
        for (ForeignKeyLink link : orphan.table().constraints().references()) {
            List<SqlValue> values = link.referenceOf(orphan.row());
            boolean hopeless = values != null
                    && !parents.isVisible(link, values)
                    && !waits(link, values, Kind.CONTESTED)
                    && !waits(link, values, Kind.ORPHAN)
                    && !orphan.table().constraints().mayReadNull(link, orphan.row());
            if (hopeless) {
                return true;
            }
        }
        return false;
    }

    private boolean waits(ForeignKeyLink link, List<SqlValue> values, Kind kind) throws SQLException {
        return settlement.tables().of(link.parent()).constraints().waiting().hasAny(kind)
                && link.hasWaitingParent(values, kind);
    }

    private void dismissOrphans() throws SQLException {
        for (Version row = doubtful.poll(); row != null; row = doubtful.poll()) {
            if (!dismissed.contains(row.id())) {
                ForeignKeyLink missing = missingParent(row);
                if (missing != null) {
                    dismiss(row, missing);
                }
            }
        }
    }

    private @Nullable ForeignKeyLink missingParent(Version child) throws SQLException {
        for (ForeignKeyLink link : child.table().constraints().references()) {
            List<SqlValue> values = link.referenceOf(child.row());
            if (values == null || parents.isVisible(link, values)) {
                continue;
            }
            if (child.table().constraints().mayReadNull(link, child.row())) {
                readingNull.add(child.id());
            } else if (waits(link, values, Kind.CONTESTED)) {
                followers.add(child.id());
            } else {
                return link;
            }
        }
        return null;
    }

    private void dismiss(Version row, ForeignKeyLink missing) throws SQLException {
        boolean wasThere = settlement.difference().wasVisible(row.table(), row.key());
        List<SqlValue> values = missing.referenceOf(row.row());
        row.table()
                .keepOut(
                        row.key(),
                        row.row(),
                        Kind.ORPHAN,
                        missing.missing(values == null ? List.of() : values),
                        settlement.difference());
        dismissed.add(row.id());
        left.add(row);
        parents.forget();
        for (ForeignKeyLink link : row.table().constraints().referrers()) {
            List<SqlValue> referenced = link.referencedOf(row.row());
            if (referenced != null) {
                doubtful.addAll(joined.children(link, referenced));
                doubtChildren(link, referenced, wasThere);
            }
        }
    }

    /** Doubts the children of a row that was there and is there no more, or not with these values. */
    private void doubtChildren(Version gone, SqlValue @Nullable [] after) throws SQLException {
        for (ForeignKeyLink link : gone.table().constraints().referrers()) {
            List<SqlValue> values = link.referencedOf(gone.row());
            boolean stays = after != null && values != null && values.equals(link.referencedOf(after));
            if (values != null && !stays) {
                doubtChildren(link, values, true);
            }
        }
    }

    private void doubtChildren(ForeignKeyLink link, List<SqlValue> values, boolean inTable) throws SQLException {
        TableMerge children = settlement.tables().of(link.child());
        if (inTable) {
            for (List<SqlValue> key : link.visibleChildren(values)) {
                doubt(settlement.inTable(new Version.Id(children, key)));
            }
        }
        for (Kind kind : List.of(Kind.CONTESTED, Kind.NULLED)) {
            if (children.constraints().waiting().hasAny(kind)) {
                for (byte[] key : link.waitingChildren(values, kind)) {
                    doubt(
                            kind == Kind.NULLED
                                    ? settlement.inTable(new Version.Id(children, PackedRow.unpackKnown(key)))
                                    : settlement.waiting(children, key, kind));
                }
            }
        }
    }
}
