package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coven.conformance.Race;
import dev.coven.spi.storage.Capability;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What {@code put} keeps when it may only create. */
abstract class ConditionRules extends WriteRules {
    private static final int RACERS = 20;
    private static final int ROUNDS = 15;

    ConditionRules() {}

    /**
     * A capability is there exactly when it is claimed: claimed, it creates and then refuses; not claimed, it is
     * UNSUPPORTED. A store that accepts the condition and overwrites destroys data.
     */
    @Test
    void createIfAbsent_asClaimed_worksOrIsRefused() throws Exception {
        ObjectStore store = client();
        if (!store.traits().has(Capability.CREATE_IF_ABSENT)) {
            assertThat(failureOf(() -> create(store, "object", bytes(1, 1))).kind())
                    .as("a create that is not claimed")
                    .isEqualTo(Kind.UNSUPPORTED);
            assertThat(store.stat(key("object"))).isEmpty();
            return;
        }
        PutOutcome first = create(store, "object", bytes(100, 1));
        assertThat(first).isInstanceOf(PutOutcome.Stored.class);
        assertThat(create(store, "object", bytes(100, 2)))
                .as("a second create of one key")
                .isEqualTo(new PutOutcome.ConditionNotMet());
        assertThat(get(store, "object")).as("the first object").isEqualTo(bytes(100, 1));
        assertThat(store.stat(key("object")))
                .contains(new ObjectStat(key("object"), 100, ((PutOutcome.Stored) first).version()));
    }

    /** A lost race is an answer, not an exception, whoever put the object and however. Look at status 412 and 409. */
    @Test
    void createIfAbsent_keyTakenByAnotherClient_isNotMet() throws Exception {
        ObjectStore store = client();
        assumeCreates(store);
        put(client(), "object", new byte[0]);
        assertThat(create(store, "object", bytes(10, 2)))
                .as("a create of a key that another client has put")
                .isEqualTo(new PutOutcome.ConditionNotMet());
        assertThat(get(store, "object")).as("the other client's object").isEmpty();
    }

    /** A key is free again after its object was deleted, and beside keys that only begin alike. */
    @Test
    void createIfAbsent_freeKey_stores() throws Exception {
        ObjectStore store = client();
        assumeCreates(store);
        put(store, "a/b", bytes(1, 1));
        store.delete(key("a/b"));
        for (String key : new String[] {"a/b", "a/b/c", "a"}) {
            assertThat(create(store, key, bytes(1, 2))).as(key).isInstanceOf(PutOutcome.Stored.class);
        }
    }

    /**
     * Of many clients that create one key at once exactly one wins, and the object is the winner's. The engine tells
     * copies of a device apart by this. Look at a check that is made before the write, and at services that document the
     * condition as best effort.
     */
    @Test
    void createIfAbsent_manyAtOnce_exactlyOneWins() throws Exception {
        List<ObjectStore> clients = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            clients.add(client());
        }
        assumeCreates(clients.get(0));
        for (int round = 0; round < scaled(ROUNDS); round++) {
            String key = "race/" + round;
            List<Callable<PutOutcome>> racers = new ArrayList<>();
            for (int i = 0; i < RACERS; i++) {
                int racer = i;
                racers.add(() -> create(clients.get(racer), key, bytes(2000, racer)));
            }
            List<PutOutcome> outcomes = Race.run(racers);
            List<Integer> winners = new ArrayList<>();
            for (int i = 0; i < RACERS; i++) {
                if (outcomes.get(i) instanceof PutOutcome.Stored) {
                    winners.add(i);
                }
            }
            assertThat(winners).as("winners of round " + round).hasSize(1);
            assertThat(get(clients.get(0), key)).isEqualTo(bytes(2000, winners.get(0)));
        }
    }

    private static void assumeCreates(ObjectStore store) {
        assumeTrue(store.traits().has(Capability.CREATE_IF_ABSENT), "this store does not claim CREATE_IF_ABSENT");
    }
}
