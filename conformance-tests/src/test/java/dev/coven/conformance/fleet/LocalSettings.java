package dev.coven.conformance.fleet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The settings of one device, in the file beside its database. */
final class LocalSettings {
    private LocalSettings() {}

    /** Sets what is below {@code coven}, in place of what was set before, and restarts the device. */
    static void set(Device device, String path, String value) throws Exception {
        Path conf = device.database()
                .resolveSibling(device.database().getFileName() + ".coven")
                .resolve("coven.conf");
        Files.writeString(conf, "\ncoven." + path + " = " + value + "\n", StandardOpenOption.APPEND);
        device.restart();
    }
}
