package dev.coven.conformance.simulation;

import dev.coven.engine.SyncDirection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One step of a scenario. A step of a device that does not exist does nothing, so that any steps can be left out of a
 * scenario and the others still make sense.
 */
sealed interface Step {
    /** What the host does about foreign keys. */
    enum HostForeignKeys {
        /** What the library says. */
        AS_THE_LIBRARY,
        /** Not enforced, whatever the library says. */
        OFF
    }

    /** A step of one device that is there. */
    sealed interface OfDevice extends Step {
        /** The device. */
        String device();
    }

    /**
     * The application writes.
     *
     * @param device the device
     * @param statements one statement, or several in one transaction
     * @param foreignKeys whether they are enforced
     */
    record Write(String device, List<String> statements, HostForeignKeys foreignKeys) implements OfDevice {
        public Write {
            statements = List.copyOf(statements);
        }

        @Override
        public String toString() {
            String lax = foreignKeys == HostForeignKeys.OFF ? " (foreign keys off)" : "";
            String sql =
                    statements.size() == 1 ? statements.get(0) : "BEGIN; " + String.join("; ", statements) + "; COMMIT";
            return device + lax + ": " + sql;
        }
    }

    /**
     * A cycle.
     *
     * @param device the device
     * @param direction push, pull or both
     * @param troubles what its requests meet
     * @param death when its process dies, if it does
     */
    record Sync(String device, SyncDirection direction, List<Trouble> troubles, Optional<Death> death)
            implements OfDevice {
        public Sync {
            troubles = List.copyOf(troubles);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(device + ": "
                    + (direction == SyncDirection.BOTH
                            ? "sync"
                            : direction.toString().toLowerCase(Locale.ROOT).replace('_', ' ')));
            troubles.forEach(trouble -> text.append("; ").append(trouble));
            death.ifPresent(end -> text.append("; ").append(end));
            return text.toString();
        }
    }

    /** The engine captures. */
    record Capture(String device) implements OfDevice {
        @Override
        public String toString() {
            return device + ": capture";
        }
    }

    /** The process ends and starts again. */
    record Restart(String device) implements OfDevice {
        @Override
        public String toString() {
            return device + ": restart";
        }
    }

    /** The wall clock is wrong by so much from now on. */
    record WrongClock(String device, Duration error) implements OfDevice {
        @Override
        public String toString() {
            return device + ": clock wrong by " + error;
        }
    }

    /** Time passes for all. */
    record Pass(Duration duration) implements Step {
        @Override
        public String toString() {
            return "time passes: " + duration;
        }
    }

    /**
     * A device joins.
     *
     * @param name its name
     * @param owners another device of its owner; none for a new member
     */
    record Join(String name, Optional<String> owners) implements Step {
        @Override
        public String toString() {
            return name + ": joins"
                    + owners.map(device -> " as another device of the owner of " + device)
                            .orElse("");
        }
    }

    /** The database is copied aside. */
    record BackUp(String device) implements OfDevice {
        @Override
        public String toString() {
            return device + ": back up";
        }
    }

    /** The last backup is put in place of the database. */
    record Restore(String device) implements OfDevice {
        @Override
        public String toString() {
            return device + ": restore the backup";
        }
    }

    /** All files of a device are copied to another computer. */
    record CopyDevice(String device, String name) implements Step {
        @Override
        public String toString() {
            return name + ": begins as a copy of " + device;
        }
    }

    /** The application is updated, and its next statement of growth runs. */
    record Grow(String device) implements OfDevice {
        @Override
        public String toString() {
            return device + ": the schema grows";
        }
    }
}
