package dev.coven.engine.apply;

import dev.coven.spi.clock.Hlc;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * When cells of a row were written, packed: what a register keeps of the cells whose stamp is not the birth's.
 *
 * <p>One group for each stamp, since one statement writes several cells: the stamp's time (8 bytes), the number of its device
 * (4 bytes), how many cells have it (2 bytes), and their numbers (2 bytes each, ascending); big endian.
 */
public final class CellClocks {
    private static final int GROUP_BYTES = Long.BYTES + Integer.BYTES + Short.BYTES;

    private CellClocks() {}

    /** Takes what is packed. */
    @FunctionalInterface
    public interface Groups {
        /** Cells that were written at one time by the device of this number. */
        void accept(long time, long device, int[] cells) throws SQLException;
    }

    /** Reads the packed form, where null is for none. */
    public static void unpack(byte @Nullable [] packed, Groups groups) throws SQLException {
        if (packed == null) {
            return;
        }
        for (ByteBuffer in = ByteBuffer.wrap(packed); in.hasRemaining(); ) {
            long time = in.getLong();
            int device = in.getInt();
            int[] cells = new int[in.getShort()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = in.getShort();
            }
            groups.accept(time, device, cells);
        }
    }

    /** The packed form of a register's clocks; null for none. */
    static byte @Nullable [] pack(Register register, Stamps stamps) throws SQLException {
        @Nullable Hlc[] rest = register.stamps().clone();
        int bytes = 0;
        for (int cell = 0; cell < rest.length; cell++) {
            // A cell without a stamp of its own has the birth's.
            if (rest[cell] != null && rest[cell].equals(register.birth())) {
                rest[cell] = null;
            }
            bytes += rest[cell] == null ? 0 : Short.BYTES + (isFirst(rest, cell) ? GROUP_BYTES : 0);
        }
        if (bytes == 0) {
            return null;
        }
        ByteBuffer out = ByteBuffer.allocate(bytes);
        for (int cell = 0; cell < rest.length; cell++) {
            Hlc stamp = rest[cell];
            if (stamp != null) {
                out.putLong(stamp.time()).putInt((int) stamps.deviceRef(stamp));
                putCells(out, rest, cell);
            }
        }
        return out.array();
    }

    private static boolean isFirst(@Nullable Hlc[] stamps, int cell) {
        for (int before = 0; before < cell; before++) {
            if (stamps[cell].equals(stamps[before])) {
                return false;
            }
        }
        return true;
    }

    /** Writes the cells that have the stamp of the first one, and strikes them off. */
    private static void putCells(ByteBuffer out, @Nullable Hlc[] rest, int first) {
        Hlc stamp = rest[first];
        int countAt = out.position();
        out.putShort((short) 0);
        for (int cell = first; cell < rest.length; cell++) {
            if (rest[cell] != null && rest[cell].equals(stamp)) {
                out.putShort((short) cell);
                rest[cell] = null;
            }
        }
        out.putShort(countAt, (short) ((out.position() - countAt) / Short.BYTES - 1));
    }

    /** Gives every stamp of one device that is above a time to another device, in place; tells whether there was any. */
    static boolean reassign(byte[] packed, long above, long from, long to) {
        boolean changed = false;
        ByteBuffer clocks = ByteBuffer.wrap(packed);
        for (int at = 0; at < packed.length; ) {
            int deviceAt = at + Long.BYTES;
            if (clocks.getInt(deviceAt) == from && clocks.getLong(at) > above) {
                clocks.putInt(deviceAt, (int) to);
                changed = true;
            }
            at += GROUP_BYTES + Short.BYTES * clocks.getShort(deviceAt + Integer.BYTES);
        }
        return changed;
    }
}
