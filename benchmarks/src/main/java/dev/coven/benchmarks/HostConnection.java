package dev.coven.benchmarks;

import java.nio.file.Path;

/** How a host connects. */
enum HostConnection {
    /** As the driver does by itself. */
    DEFAULT(""),
    /** SQLite's temporary files in memory, the statement journals of long transactions among them. */
    TEMPORARY_FILES_IN_MEMORY("?temp_store=MEMORY");

    private final String parameters;

    HostConnection(String parameters) {
        this.parameters = parameters;
    }

    String url(Path database) {
        return "jdbc:sqlite:" + database + parameters;
    }
}
