package dev.coven.engine.blob;

import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.PendingBlobTable.Needed;
import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobRef;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds out which of some blobs rows name today, by looking at every row once. Where the answer cannot be known, because the plan
 * fails or a row is not wholly known, every one counts as named.
 */
final class NamedBlobs {
    private final LibraryCopy copy;
    private final RowBlobs rows;

    NamedBlobs(LibraryCopy copy, RowBlobs rows) {
        this.copy = copy;
        this.rows = rows;
    }

    /** Those of these blobs that a visible row names, or one that waits outside its table. */
    Set<BlobRef> of(Collection<BlobRef> asked) throws SQLException {
        Set<BlobRef> wanted = Set.copyOf(asked);
        Set<BlobRef> named = new HashSet<>();
        boolean all = look(Rows.ALL, download -> {
            if (wanted.contains(download.blob())) {
                named.add(download.blob());
            }
        });
        return all ? named : wanted;
    }

    /** Those of these files, a blob at a place, that a row names. */
    Set<Needed> ofFiles(Collection<Needed> asked) throws SQLException {
        return filesOf(Rows.ALL, asked);
    }

    /** Those of these files that a row names which is in its table. The others need no file until they are. */
    Set<Needed> ofVisibleFiles(Collection<Needed> asked) throws SQLException {
        return filesOf(Rows.VISIBLE, asked);
    }

    private Set<Needed> filesOf(Rows which, Collection<Needed> asked) throws SQLException {
        Set<Needed> wanted = Set.copyOf(asked);
        Set<Needed> named = new HashSet<>();
        boolean all = look(which, download -> {
            Needed needed = new Needed(download.blob(), download.target());
            if (wanted.contains(needed)) {
                named.add(needed);
            }
        });
        return all ? named : wanted;
    }

    private enum Rows {
        /** Those in their tables, and those that wait outside. */
        ALL,
        /** Those in their tables. */
        VISIBLE
    }

    private interface Found {
        void named(BlobDownload download);
    }

    /** Shows every file that a row names; whether no row is left that may name others. */
    private boolean look(Rows which, Found found) throws SQLException {
        return copy.read(() -> {
            CurrentRows current = new CurrentRows(copy);
            CurrentRows.Visitor<BlobPlanException> visitor = (table, key, values) ->
                    rows.named(table.name(), table.columnNames(), key, values).forEach(found::named);
            try {
                current.visible(visitor);
                return which == Rows.VISIBLE || current.keptOut(visitor);
            } catch (BlobPlanException unknown) {
                return false;
            }
        });
    }
}
