package dev.coven.engine.push;

import dev.coven.engine.SyncException;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.DeviceTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.document.DeviceNonce;
import dev.coven.engine.document.Fingerprints;
import dev.coven.spi.signature.PublicKey;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/** Makes device ids: derived from the author's key, so that nobody can write as another's device. */
public final class NewDevice {
    /** Far more than it takes, unless the neighbours' ids are all but equal. */
    private static final int MAX_TRIES = 1 << 16;

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

    /**
     * A device that never was, and whose id stands among others as a former one does. Stamps of one time are ordered by
     * device, so what was decided between the former device's stamps and those of others stays decided.
     */
    Fresh makeBeside(String former, Collection<String> others) {
        NavigableSet<String> known = new TreeSet<>(others);
        Fresh fresh = make();
        for (int tries = 1; tries < MAX_TRIES && !sameNeighbours(known, former, fresh.id()); tries++) {
            fresh = make();
        }
        return fresh;
    }

    private static boolean sameNeighbours(NavigableSet<String> known, String former, String id) {
        return Objects.equals(known.lower(former), known.lower(id))
                && Objects.equals(known.higher(former), known.higher(id));
    }

    /** Lets a copy go on as a fresh device; gives its former id. */
    String replace(LibraryCopy copy) throws SQLException, SyncException {
        String former = copy.tables().state().text(Field.DEVICE);
        List<String> others = copy.tables().devices().all().stream()
                .map(DeviceTable.Device::id)
                .filter(id -> !id.equals(former))
                .toList();
        Fresh fresh = makeBeside(former, others);
        copy.becomeDevice(fresh.id(), fresh.nonceHex());
        return former;
    }
}
