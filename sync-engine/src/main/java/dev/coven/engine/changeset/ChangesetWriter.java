package dev.coven.engine.changeset;

import dev.coven.spi.row.SqlValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes as a changeset: the bytes that the session extension writes for the same changes in the same order.
 *
 * <p>A table header goes out whenever a change's table differs from the previous change's, so changes should come table by
 * table. Each change is handed to the stream by the time {@link #write} returns, in one piece unless it is large; nothing is
 * held back, and the stream is neither flushed nor closed. After an exception the writer is of no further use. Not thread
 * safe.
 */
public final class ChangesetWriter {
    private final ByteSink sink;
    private @Nullable ChangesetTable table;

    /** Onto a stream that is at its start. */
    public ChangesetWriter(OutputStream out) {
        this.sink = new ByteSink(out);
    }

    /** How many bytes have been written. */
    public long bytesWritten() {
        return sink.written();
    }

    /** Appends a change. */
    public void write(Change change) throws IOException {
        if (!change.table().equals(table)) {
            table = change.table();
            writeHeader(table);
        }
        ChangeKind kind = change.kind();
        sink.write(kind.code());
        sink.write(change.indirection() == Indirection.INDIRECT ? 1 : 0);
        int columns = change.table().columnCount();
        if (kind != ChangeKind.INSERT) {
            for (int column = 0; column < columns; column++) {
                writeValue(change.before(column));
            }
        }
        if (kind != ChangeKind.DELETE) {
            for (int column = 0; column < columns; column++) {
                writeValue(change.after(column));
            }
        }
        sink.drain();
    }

    private void writeHeader(ChangesetTable header) throws IOException {
        sink.write(ChangesetReader.TABLE_MARK);
        sink.writeVarint(header.columnCount());
        for (int ordinal : header.keyOrdinals()) {
            sink.write(ordinal);
        }
        sink.write(header.name().getBytes(StandardCharsets.UTF_8));
        sink.write(0);
    }

    private void writeValue(@Nullable SqlValue value) throws IOException {
        if (value == null) {
            sink.write(ValueType.UNDEFINED);
        } else if (value instanceof SqlValue.Text text) {
            int length = writeLength(ValueType.TEXT, text.length());
            if (sink.takes(length)) {
                text.copyTo(sink.buffer(), sink.claim(length));
            } else {
                sink.write(text.utf8());
            }
        } else if (value instanceof SqlValue.Int integer) {
            sink.write(ValueType.INTEGER);
            sink.writeLong(integer.value());
        } else if (value instanceof SqlValue.Real real) {
            sink.write(ValueType.REAL);
            sink.writeLong(Double.doubleToRawLongBits(real.value()));
        } else if (value instanceof SqlValue.Blob blob) {
            int length = writeLength(ValueType.BLOB, blob.length());
            if (sink.takes(length)) {
                blob.copyTo(sink.buffer(), sink.claim(length));
            } else {
                sink.write(blob.bytes());
            }
        } else {
            sink.write(ValueType.NULL);
        }
    }

    private int writeLength(int type, int length) throws IOException {
        sink.write(type);
        sink.writeVarint(length);
        return length;
    }
}
