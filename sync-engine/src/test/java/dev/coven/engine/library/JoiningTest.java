package dev.coven.engine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coven.engine.Library;
import dev.coven.engine.SyncException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joining and the configuration beside the database: where the store is, as this machine finds it. */
class JoiningTest {
    @TempDir
    private Path folder;

    private Household house;
    private Library ada;

    @BeforeEach
    void found() throws Exception {
        house = new Household(folder);
        ada = house.found("ada", "CREATE TABLE t(id TEXT PRIMARY KEY) WITHOUT ROWID", "INSERT INTO t VALUES ('old')");
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void join_storeElsewhere_staysThere() throws Exception {
        Library ben = house.admit(ada, "ben", URI.create("map:there"));

        assertThat(ben.status().storeLocation()).isEqualTo("map:there");
        assertThat(house.ask("ben", "SELECT id FROM t")).isEqualTo("old");
        assertThat(ada.status().storeLocation()).isEqualTo("map:here");
    }

    @Test
    void join_storeWithPassword_isRefusedWithoutShowingIt() {
        assertThatExceptionOfType(SyncException.class)
                .isThrownBy(() -> house.admit(ada, "ben", URI.create("map://ben:hush@there")))
                .withMessageContaining("password")
                .withMessageNotContaining("hush");
        assertThat(folder.resolve("ben.db")).doesNotExist();
    }

    /** The copy that is there must find its store as before. */
    @Test
    void join_databaseThatIsSyncedAlready_leavesItsConfigurationAlone() throws Exception {
        String before = Files.readString(configuration("ada"));
        assertThatExceptionOfType(SyncException.class)
                .isThrownBy(() -> house.admit(ada, "ada", URI.create("map:there")))
                .withMessageContaining("synced already");
        assertThat(configuration("ada")).hasContent(before);
        assertThat(house.open("ada").status().storeLocation()).isEqualTo("map:here");
    }

    /** A configuration of somebody's own is as it was when joining failed. */
    @Test
    void join_thatFails_putsTheConfigurationBack() throws Exception {
        String before = "coven.device.name = kitchen # mine";
        Files.createDirectories(configuration("ben").getParent());
        Files.writeString(configuration("ben"), before);
        house.execute(
                "ben", "CREATE TABLE t(id TEXT PRIMARY KEY) WITHOUT ROWID", "INSERT INTO t VALUES ('in the way')");
        assertThatExceptionOfType(SyncException.class)
                .isThrownBy(() -> house.admit(ada, "ben"))
                .withMessageContaining("has rows");
        assertThat(configuration("ben")).hasContent(before);
        house.execute("ben", "DELETE FROM t");
        assertThat(house.admit(ada, "ben").status().storeLocation()).isEqualTo("map:here");
        assertThat(Files.readString(configuration("ben"))).startsWith(before + "\ncoven.store.url");
    }

    private Path configuration(String person) {
        return folder.resolve(person + ".db.coven").resolve("coven.conf");
    }
}
