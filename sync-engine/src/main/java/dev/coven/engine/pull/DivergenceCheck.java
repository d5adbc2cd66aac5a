package dev.coven.engine.pull;

import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.DeviceTable;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.fingerprint.StateDigest;
import dev.coven.engine.index.Head;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares this copy's merged state with what other devices say of theirs. A device that has the same changes, under the same
 * schema, must have the same state; one that has not is remembered, until it says otherwise.
 */
final class DivergenceCheck {
    /**
     * A state and what is in it.
     *
     * @param applied by device, the last changeset in it
     * @param digest its fingerprint
     */
    private record Position(Map<String, Long> applied, StateDigest digest) {}

    private final LibraryCopy copy;

    DivergenceCheck(LibraryCopy copy) {
        this.copy = copy;
    }

    void check(Map<String, Head> heads) throws SQLException {
        StateTable state = copy.tables().state();
        Optional<Position> own = copy.read(this::own);
        if (own.isEmpty()) {
            return;
        }
        String known = state.find(Field.DIVERGED).orElse("");
        Set<String> diverged = new TreeSet<>(known.lines().toList());
        String self = state.text(Field.DEVICE);
        for (Map.Entry<String, Head> head : heads.entrySet()) {
            if (head.getValue() instanceof Head.Verified verified
                    && !head.getKey().equals(self)) {
                compare(own.get(), verified.document(), diverged);
            }
        }
        String now = String.join("\n", diverged);
        if (!now.equals(known)) {
            copy.write(() -> {
                state.set(Field.DIVERGED, now);
                return true;
            });
        }
    }

    private static void compare(Position own, HeadDocument head, Set<String> diverged) {
        Optional<StateDigest> digest = head.state();
        if (digest.isEmpty() || !digest.get().schema().equals(own.digest().schema())) {
            return;
        }
        Map<String, Long> applied = new TreeMap<>(head.cursors());
        applied.put(head.device(), head.seq());
        applied.values().removeIf(seq -> seq == 0);
        if (!applied.equals(own.applied())) {
            return;
        }
        if (digest.get().equals(own.digest())) {
            diverged.remove(head.device());
        } else {
            diverged.add(head.device());
        }
    }

    /** Where this copy stands; empty while it has changes that nobody else can have, or does not know its fingerprint. */
    private Optional<Position> own() throws SQLException {
        StateTable state = copy.tables().state();
        Optional<StateDigest> digest = copy.stateDigest();
        if (digest.isEmpty() || copy.tables().outbox().count() > 0) {
            return Optional.empty();
        }
        Map<String, Long> applied = new TreeMap<>();
        for (DeviceTable.Device device : copy.tables().devices().all()) {
            applied.put(device.id(), device.cursor());
        }
        applied.put(state.text(Field.DEVICE), state.number(Field.PUSHED_SEQ));
        applied.values().removeIf(seq -> seq == 0);
        return Optional.of(new Position(applied, digest.get()));
    }
}
