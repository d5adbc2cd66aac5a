package dev.coven.engine.changeset;

import dev.coven.spi.row.SqlValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an untrusted changeset as a stream of changes.
 *
 * <p>Accepts what the session extension writes, and nothing else: see {@link Change} for the shape of each kind. Refused with a
 * {@link MalformedChangesetException} are truncation, unknown bytes, a change beyond its limit, NaN, a table header that
 * no change follows, patchsets, and an UPDATE that carries a new key (the extension writes one when a key changes to another
 * that its collation calls equal; it should be a DELETE and an INSERT). Varints longer than need be are taken, as SQLite takes
 * them. Text is kept as its bytes, UTF-8 or not.
 *
 * <p>Reads ahead in the stream and never closes it. After an exception the reader is of no further use. Not thread safe.
 */
public final class ChangesetReader {
    static final int TABLE_MARK = 'T';
    private static final int PATCHSET_MARK = 'P';

    private final ByteSource source;
    private final ChangesetLimits limits;
    private @Nullable ChangesetTable table;
    private int roomOfChange;

    /** Of a stream that ends where the changeset ends. */
    public ChangesetReader(InputStream in, ChangesetLimits limits) {
        this.source = new ByteSource(in, limits.maxBytes());
        this.limits = limits;
    }

    /** How many bytes the changes and headers read so far take up. */
    public long offset() {
        return source.offset();
    }

    /** The next change, or null at the end. */
    public @Nullable Change next() throws IOException, MalformedChangesetException {
        int first = source.readOrEnd();
        if (first < 0) {
            return null;
        }
        if (first == TABLE_MARK) {
            table = readTable();
            first = source.read("a table header without a change");
        }
        long start = source.offset() - 1;
        ChangeKind kind = kind(first, start);
        if (table == null) {
            throw new MalformedChangesetException(start, "a change before the first table header");
        }
        Indirection indirection = readIndirection();
        roomOfChange = limits.maxChangeBytes();
        @Nullable SqlValue @Nullable [] before = kind == ChangeKind.INSERT ? null : readRecord(table.columnCount());
        @Nullable SqlValue @Nullable [] after = kind == ChangeKind.DELETE ? null : readRecord(table.columnCount());
        String fault = RecordRules.fault(table, before, after);
        if (fault != null) {
            throw new MalformedChangesetException(start, fault);
        }
        return new Change(table, indirection, before, after);
    }

    private static ChangeKind kind(int code, long offset) throws MalformedChangesetException {
        ChangeKind kind = ChangeKind.ofCode(code);
        if (kind == null) {
            String reason = switch (code) {
                case TABLE_MARK -> "a table header follows a table header without a change";
                case PATCHSET_MARK -> "this is a patchset, which has no old values; only changesets are read";
                default -> "byte " + code + " is neither a table header nor an INSERT, UPDATE or DELETE";
            };
            throw new MalformedChangesetException(offset, reason);
        }
        return kind;
    }

    private Indirection readIndirection() throws IOException, MalformedChangesetException {
        int flag = source.read("a change");
        return switch (flag) {
            case 0 -> Indirection.DIRECT;
            case 1 -> Indirection.INDIRECT;
            default ->
                throw new MalformedChangesetException(source.offset() - 1, "indirect flag " + flag + ", not 0 or 1");
        };
    }

    private ChangesetTable readTable() throws IOException, MalformedChangesetException {
        long start = source.offset();
        long columns = source.readVarint("a table header");
        if (columns < 1 || columns > limits.maxColumns()) {
            throw new MalformedChangesetException(
                    start, Long.toUnsignedString(columns) + " columns, not 1 to " + limits.maxColumns());
        }
        List<Integer> keyOrdinals = new ArrayList<>((int) columns);
        boolean keyed = false;
        for (int column = 0; column < columns; column++) {
            int ordinal = source.read("a table header");
            keyed |= ordinal > 0;
            keyOrdinals.add(ordinal);
        }
        if (!keyed) {
            throw new MalformedChangesetException(start, "no column is part of the key");
        }
        return new ChangesetTable(readName(), keyOrdinals);
    }

    private String readName() throws IOException, MalformedChangesetException {
        long start = source.offset();
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (int next = source.read("a table's name"); next != 0; next = source.read("a table's name")) {
            if (name.size() == limits.maxNameBytes()) {
                throw new MalformedChangesetException(
                        start, "a table's name of more than " + limits.maxNameBytes() + " bytes");
            }
            name.write(next);
        }
        if (name.size() == 0) {
            throw new MalformedChangesetException(start, "a table's name is empty");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedChangesetException(start, "a table's name is not UTF-8");
        }
    }

    private @Nullable SqlValue[] readRecord(int columns) throws IOException, MalformedChangesetException {
        @Nullable SqlValue[] record = new SqlValue[columns];
        for (int column = 0; column < columns; column++) {
            record[column] = readValue();
        }
        return record;
    }

    private @Nullable SqlValue readValue() throws IOException, MalformedChangesetException {
        int type = source.read("a record");
        return switch (type) {
            case ValueType.UNDEFINED -> null;
            case ValueType.INTEGER -> SqlValue.of(source.readLong("an integer"));
            case ValueType.REAL -> readReal();
            case ValueType.TEXT -> SqlValue.text(readBytes("a text"));
            case ValueType.BLOB -> SqlValue.blob(readBytes("a blob"));
            case ValueType.NULL -> SqlValue.NULL;
            default ->
                throw new MalformedChangesetException(source.offset() - 1, "value type " + type + ", not 0 to 5");
        };
    }

    private SqlValue readReal() throws IOException, MalformedChangesetException {
        double value = Double.longBitsToDouble(source.readLong("a real"));
        if (Double.isNaN(value)) {
            throw new MalformedChangesetException(source.offset() - Long.BYTES, "a real that is not a number");
        }
        return SqlValue.of(value);
    }

    private byte[] readBytes(String what) throws IOException, MalformedChangesetException {
        long start = source.offset();
        long length = source.readVarint(what);
        if (length < 0 || length > ChangesetLimits.MAX_VALUE_BYTES) {
            throw new MalformedChangesetException(
                    start, what + " of " + Long.toUnsignedString(length) + " bytes, more than any can have");
        }
        if (length > roomOfChange) {
            throw new ChangeTooLargeException(
                    start,
                    "with " + what + " of " + length + " bytes the change is larger than the limit of "
                            + limits.maxChangeBytes());
        }
        roomOfChange -= (int) length;
        return source.readBytes((int) length, what);
    }
}
