package dev.coven.engine.push;

import dev.coven.engine.SyncException;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.document.DeviceNonce;
import dev.coven.engine.document.Fingerprints;
import dev.coven.spi.signature.PublicKey;
import java.security.SecureRandom;
import java.sql.SQLException;

/** Makes device ids: derived from the author's key, so that nobody can write as another's device. */
public final class NewDevice {
    private final String schemeId;
    private final PublicKey author;
    private final SecureRandom random;

    /** Devices of an author. */
    public NewDevice(String schemeId, PublicKey author, SecureRandom random) {
        this.schemeId = schemeId;
        this.author = author;
        this.random = random;
    }

    /**
     * A fresh device.
     *
     * @param id its id
     * @param nonceHex what the id derives from, beside the author's key
     */
    public record Fresh(String id, String nonceHex) {}

    /** A device that never was. */
    public Fresh make() {
        DeviceNonce nonce = DeviceNonce.generate(random);
        return new Fresh(Fingerprints.deviceId(schemeId, author, nonce), nonce.toString());
    }

    /** Lets a copy go on as a fresh device; gives its former id. */
    public String replace(LibraryCopy copy) throws SQLException, SyncException {
        String former = copy.tables().state().text(Field.DEVICE);
        Fresh fresh = make();
        copy.becomeDevice(fresh.id(), fresh.nonceHex());
        return former;
    }
}
