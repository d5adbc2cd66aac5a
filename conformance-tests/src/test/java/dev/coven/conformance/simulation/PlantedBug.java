package dev.coven.conformance.simulation;

import dev.coven.conformance.simulation.SimulationPlan.ModelUse;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Bugs that simulations must find: where each is planted, in what kind of scenario, and within how many seeds. */
@SuppressWarnings("ImmutableEnumChecker") // What it holds is immutable, though its types do not promise it.
enum PlantedBug {
    /** Of two writes of a cell, the one that arrives last wins, whatever their timestamps. */
    ARRIVAL_ORDER_WINS(12, in("merge.RowLattice", "joinCell", Mistake.TakesTheIncoming.class), with()),

    /** A policy's merge is not commutative. */
    POLICY_KEEPS_WHAT_IT_HAS(
            12,
            in("policy.MaxPolicy", "merge", Mistake.KeepsWhatItHas.class),
            plan -> with().apply(plan).withSchema(Scenes.NOTES.withPolicies(Map.of("notes", "max")))),

    /** A deleted row comes back with the next old write of it. */
    DEATH_IS_FORGOTTEN(3, in("apply.Register", Mutation.CONSTRUCTOR, Mistake.ForgetsDeath.class), with()),

    /** A crash between cursor and rows loses the rows. */
    CURSOR_MOVES_BEFORE_ROWS(
            25,
            in("copy.LibraryCopy", "applySome", Mistake.MovesTheCursorFirst.class),
            plan -> with(Feature.CRASHES)
                    .apply(plan)
                    .withDevices(4)
                    .withSteps(60)
                    .withSchema(Scenes.NOTES)),

    /** What a pull writes is captured as the device's own edit. */
    APPLIED_ROWS_ARE_CAPTURED(3, in("capture.TriggerSilence", "triggers", Mistake.FindsNone.class), with()),

    /** Rows that a constraint keeps out of their table are forgotten. */
    PARKED_ROWS_ARE_DROPPED(
            10,
            in("database.ParkedTable", "put", Mistake.DropsWhatIsKeptOut.class),
            with(Feature.UNIQUE_KEYS, Feature.FOREIGN_KEYS)),

    /** The clock does not go on from its persisted high-water mark. */
    CLOCK_BEGINS_ANEW(
            3, in("clock.HybridClock", Mutation.CONSTRUCTOR, Mistake.BeginsAtZero.class), with(Feature.CLOCKS)),

    /** An edit of a row that a device with a fast clock wrote is stamped below what it overwrites. */
    CLOCK_IGNORES_OTHERS(3, in("clock.HybridClock", "observe", Mistake.DoesNothing.class), with(Feature.CLOCKS)),

    /** A row with the older claim to a unique key does not displace the one that came first. */
    UNIQUE_KEY_STAYS_WITH_THE_FIRST(
            8, in("apply.Claim", "compareTo", Mistake.FindsEqual.class), with(Feature.UNIQUE_KEYS)),

    /** References to rows that are out go on saying what they say. */
    MISSING_PARENT_DOES_NOT_READ_NULL(15, in("apply.NullStep", "run", Mistake.DoesNothing.class), Scenes::children),

    /** The NULL that a reference reads while its parent is out counts as its value. */
    NULL_SHOWN_IS_AN_EDIT(10, in("apply.RowReader", "trueValues", Mistake.TakesWhatIsShown.class), Scenes::children),

    /** A crash between outbox and store loses a changeset. */
    OUTBOX_IS_EMPTIED_FIRST(10, in("push.Pusher", "publish", Mistake.RemovesFirst.class), with(Feature.CRASHES)),

    /** The application is told of a change again that it was told of. */
    ROWS_ARE_TOLD_OF_TWICE(3, in("copy.LibraryCopy", "tell", Mistake.TellsTwice.class), with()),

    /** The application is told of rows that a pull looked at and left as they were. */
    LOSERS_ARE_TOLD_OF(6, in("apply.VisibleDifference", "isChanged", Mistake.SaysYes.class), with()),

    /** A write that took effect and whose answer was lost is not recognised, and is made again under another name. */
    LOST_ANSWER_IS_A_FAILURE(8, in("push.Pusher", "storedHash", Mistake.FindsNoText.class), with(Feature.STORE_FAULTS)),

    /** A device says that it has a changeset whose files it lacks. */
    CURSOR_OVERTAKES_FILES(
            6, in("copy.BlobTables", "completeCursor", Mistake.TakesTheAppliedCursor.class), Scenes::files),

    /** A file that could not be fetched never comes. */
    FAILED_FILE_IS_FORGOTTEN(6, in("database.PendingBlobTable", "failed", Mistake.ForgetsTheFile.class), Scenes::files),

    /** A row is published before its files are in the store. */
    ROWS_GO_BEFORE_FILES(3, in("blob.BlobPush", "collect", Mistake.DoesNothing.class), Scenes::files),

    /** A blob is removed that rows still name. */
    BLOB_IN_USE_IS_REMOVED(6, in("blob.NamedBlobs", "of", Mistake.FindsAnEmptySet.class), Scenes::files);

    private static final String ENGINE = "dev.coven.engine.";

    private final int seeds;
    private final Mutation mutation;
    private final UnaryOperator<SimulationPlan> scene;

    PlantedBug(int seeds, Mutation mutation, UnaryOperator<SimulationPlan> scene) {
        this.seeds = seeds;
        this.mutation = mutation;
        this.scene = scene;
    }

    private static Mutation in(String type, String method, Class<?> mistake) {
        return new Mutation(ENGINE + type, method, mistake);
    }

    private static UnaryOperator<SimulationPlan> with(Feature... features) {
        return plan -> plan.withFeatures(Set.of(features));
    }

    /** Within how many seeds, from 1, it must be found. */
    int seeds() {
        return seeds;
    }

    Mutation mutation() {
        return mutation;
    }

    /** A small scenario in which it can show. The model is not asked, so that the devices themselves must show it. */
    SimulationPlan plan(long seed) {
        return scene.apply(
                SimulationPlan.seeded(seed).withDevices(2).withSteps(25).with(ModelUse.NEVER));
    }

    private static final class Scenes {
        static final SimulatedSchema NOTES = SimulatedSchema.of("CREATE TABLE notes(id TEXT PRIMARY KEY, n)");
        private static final SimulatedSchema NO_OTHER_TABLE = SimulatedSchema.of();
        private static final SimulatedSchema CHILDREN = SimulatedSchema.of(
                "CREATE TABLE parents(id TEXT PRIMARY KEY, n)",
                "CREATE TABLE children(id TEXT PRIMARY KEY, father REFERENCES parents ON DELETE SET NULL,"
                        + " mother REFERENCES parents ON DELETE SET NULL)");

        static SimulationPlan files(SimulationPlan plan) {
            return plan.withFeatures(Set.of(Feature.STORE_FAULTS))
                    .withSchema(NO_OTHER_TABLE)
                    .withFiles()
                    .withDevices(3)
                    .withSteps(40);
        }

        static SimulationPlan children(SimulationPlan plan) {
            return plan.withFeatures(Set.of(Feature.FOREIGN_KEYS, Feature.SET_NULL))
                    .withSchema(CHILDREN)
                    .withDevices(3)
                    .withSteps(40);
        }
    }
}
