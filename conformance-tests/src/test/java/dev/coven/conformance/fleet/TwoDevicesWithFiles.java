package dev.coven.conformance.fleet;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two devices at rest whose rows name files. */
abstract class TwoDevicesWithFiles {
    @TempDir
    Path folder;

    FileFleet files;
    Device ada;
    Device ben;

    @BeforeEach
    void found() throws Exception {
        files = new FileFleet(folder);
        ada = files.ada;
        ben = files.ben;
    }

    @AfterEach
    void close() {
        files.close();
    }

    StoredObjects objects() {
        return files.fleet.store().objects();
    }
}
