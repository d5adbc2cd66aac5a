package dev.coven.engine.changeset;

/**
 * What a reader accepts at most. Declared sizes are checked against these before anything is allocated for them.
 *
 * @param maxBytes the whole changeset; 0 or more
 * @param maxColumns columns of one table; 1 to {@link ChangesetTable#MAX_COLUMNS}
 * @param maxNameBytes a table's name in UTF-8; 1 or more
 * @param maxChangeBytes the texts and blobs of one change, old and new ones together; they are held in memory. 0 to
 *     {@link #MAX_VALUE_BYTES}
 */
public record ChangesetLimits(long maxBytes, int maxColumns, int maxNameBytes, int maxChangeBytes) {
    /** The largest text or blob that fits a Java array on every JVM. */
    public static final int MAX_VALUE_BYTES = Integer.MAX_VALUE - 8;

    /** SQLite's own limits as built by default, which are a gigabyte for a row, names of 4 KiB, and 4 GiB in all. */
    public static final ChangesetLimits DEFAULT = new ChangesetLimits(4L << 30, 2_000, 4_096, 2_000_000_000);

    /** Validates each limit; throws {@link IllegalArgumentException}. */
    public ChangesetLimits {
        if (maxBytes < 0
                || maxColumns < 1
                || maxColumns > ChangesetTable.MAX_COLUMNS
                || maxNameBytes < 1
                || maxChangeBytes < 0
                || maxChangeBytes > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("limits out of range: " + maxBytes + " bytes, " + maxColumns
                    + " columns, names of " + maxNameBytes + " bytes, changes of " + maxChangeBytes + " bytes");
        }
    }

    /** The same limits with another one for the whole changeset. */
    public ChangesetLimits withMaxBytes(long bytes) {
        return new ChangesetLimits(bytes, maxColumns, maxNameBytes, maxChangeBytes);
    }

    /** The same limits with another one for each change. */
    public ChangesetLimits withMaxChangeBytes(int bytes) {
        return new ChangesetLimits(maxBytes, maxColumns, maxNameBytes, bytes);
    }
}
