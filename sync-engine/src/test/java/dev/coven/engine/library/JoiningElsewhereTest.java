package dev.coven.engine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coven.engine.Library;
import dev.coven.engine.SyncException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joining where this machine finds the store under another URL than the inviting one. */
class JoiningElsewhereTest {
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
}
