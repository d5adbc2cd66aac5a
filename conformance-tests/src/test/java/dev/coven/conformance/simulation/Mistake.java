package dev.coven.conformance.simulation;

import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.DeviceTable;
import dev.coven.engine.database.OutboxTable;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.database.PendingBlobTable;
import dev.coven.engine.merge.RowState;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.row.RowChange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/**
 * What planted bugs do: the code of each is copied into the method that it spoils. What it assigns to a parameter is assigned
 * there to what the parameter stands for, though nothing here reads it again.
 */
@SuppressWarnings("UnusedVariable")
final class Mistake {
    private Mistake() {}

    /** The method does nothing. */
    static final class DoesNothing {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean skip() {
            return true;
        }
    }

    /** The comparison finds everything equal. */
    static final class FindsEqual {
        @Advice.OnMethodExit
        static void compare(@Advice.Return(readOnly = false) int order) {
            order = 0;
        }
    }

    /** The answer is yes. */
    static final class SaysYes {
        @Advice.OnMethodExit
        static void answer(@Advice.Return(readOnly = false) boolean answer) {
            answer = true;
        }
    }

    /** The method finds nothing. */
    static final class FindsNone {
        @Advice.OnMethodExit
        static void find(@Advice.Return(readOnly = false, typing = Typing.DYNAMIC) List<?> found) {
            found = List.of();
        }
    }

    /** The method finds no text. */
    static final class FindsNoText {
        @Advice.OnMethodExit
        static void find(@Advice.Return(readOnly = false) String found) {
            found = "";
        }
    }

    /** Of two states of a cell, the one that comes is taken. */
    static final class TakesTheIncoming {
        @Advice.OnMethodEnter
        static void take(
                @Advice.Argument(0) int cell,
                @Advice.Argument(value = 1, readOnly = false) RowState left,
                @Advice.Argument(2) RowState right) {
            if (right.stamp(cell) != null) {
                left = right;
            }
        }
    }

    /** Of two cells, the one that is there is taken. */
    static final class KeepsWhatItHas {
        @Advice.OnMethodExit
        static void keep(@Advice.Argument(1) Cell left, @Advice.Return(readOnly = false) Cell merged) {
            merged = left;
        }
    }

    /** A register has no death. */
    static final class ForgetsDeath {
        @Advice.OnMethodEnter
        static void forget(@Advice.Argument(value = 1, readOnly = false) Hlc death) {
            death = null;
        }
    }

    /**
     * The cursor moves in a transaction of its own. The rows follow in another, after a look at the clock for each of them;
     * the process may die at any of these.
     */
    static final class MovesTheCursorFirst {
        @Advice.OnMethodEnter
        static void move(
                @Advice.This LibraryCopy copy,
                @Advice.Argument(value = 0, readOnly = false) Iterator<LibraryCopy.Verified> changesets)
                throws SQLException {
            List<LibraryCopy.Verified> all = new ArrayList<>();
            long changes = 0;
            while (changesets.hasNext()) {
                LibraryCopy.Verified verified = changesets.next();
                copy.tables()
                        .devices()
                        .moveCursor(
                                verified.content().device(),
                                verified.seq(),
                                verified.hash(),
                                verified.content().timestamp());
                changes += verified.content().changes();
                all.add(verified);
            }
            for (long change = 0; change < changes; change++) {
                copy.nowMillis();
            }
            changesets = all.iterator();
        }
    }

    /** Rows without parents, and those that lose a unique key, are not kept. */
    static final class DropsWhatIsKeptOut {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean drop(@Advice.Argument(0) ParkedTable.Entry entry) {
            return entry.kind() == ParkedTable.Kind.ORPHAN || entry.kind() == ParkedTable.Kind.CONTESTED;
        }
    }

    /** The clock begins anew, whatever it had given. */
    static final class BeginsAtZero {
        @Advice.OnMethodEnter
        static void begin(@Advice.Argument(value = 0, readOnly = false) long highWater) {
            highWater = 0;
        }
    }

    /** What a row reads is what was written. */
    static final class TakesWhatIsShown {
        @Advice.OnMethodEnter
        static void take(@Advice.Argument(value = 1, readOnly = false) ParkedTable.Entry nulled) {
            nulled = null;
        }
    }

    /** A changeset is taken off the outbox before it is in the store. */
    static final class RemovesFirst {
        @Advice.OnMethodEnter
        static void remove(@Advice.FieldValue("copy") LibraryCopy copy, @Advice.Argument(0) OutboxTable.Entry entry)
                throws SQLException {
            copy.tables().outbox().remove(entry.seq());
        }
    }

    /** Listeners are told, and told again. */
    static final class TellsTwice {
        @Advice.OnMethodEnter
        static void tell(
                @Advice.FieldValue("rowsChanged") Consumer<List<RowChange>> listener,
                @Advice.Argument(0) List<RowChange> changes) {
            listener.accept(changes);
        }
    }

    /** How far a device is here is how far its rows are. */
    static final class TakesTheAppliedCursor {
        @Advice.OnMethodExit
        static void take(
                @Advice.Argument(0) DeviceTable.Device device, @Advice.Return(readOnly = false) long complete) {
            complete = device.cursor();
        }
    }

    /** A file that could not be fetched is waited for no more. */
    static final class ForgetsTheFile {
        @Advice.OnMethodEnter
        static void forget(@Advice.This PendingBlobTable pending, @Advice.Argument(0) PendingBlobTable.Needed file)
                throws SQLException {
            pending.remove(file);
        }
    }

    /** There is nothing. */
    static final class FindsAnEmptySet {
        @Advice.OnMethodExit
        static void find(@Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Set<?> found) {
            found = Set.of();
        }
    }
}
