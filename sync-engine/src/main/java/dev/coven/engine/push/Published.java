package dev.coven.engine.push;

import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.document.DeviceNonce;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * How far a device has published.
 *
 * @param device its id
 * @param nonce what the id was made with
 * @param seq the number of its last envelope, 0 before the first
 * @param hash that envelope's hash, empty before the first
 * @param timestamp that envelope's timestamp, 0 before the first
 */
record Published(String device, DeviceNonce nonce, long seq, String hash, long timestamp) {
    /** How far this copy knows to have published as the device that it is. */
    static Published of(StateTable state) throws SQLException {
        return new Published(
                state.text(Field.DEVICE),
                new DeviceNonce(HexFormat.of().parseHex(state.text(Field.DEVICE_NONCE))),
                state.number(Field.PUSHED_SEQ),
                state.text(Field.PUSHED_HASH),
                state.number(Field.PUSHED_TIMESTAMP));
    }

    /** With another envelope as the last. */
    Published upTo(long otherSeq, String otherHash, long otherTimestamp) {
        return new Published(device, nonce, otherSeq, otherHash, otherTimestamp);
    }
}
