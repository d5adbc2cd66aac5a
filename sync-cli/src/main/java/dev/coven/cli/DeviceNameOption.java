package dev.coven.cli;

import dev.coven.engine.SyncEngine;
import dev.coven.engine.SyncException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How others are to see a new copy. */
final class DeviceNameOption {
    @Option(
            names = "--device-name",
            paramLabel = "NAME",
            converter = OneLineName.class,
            description = "What others see of this copy (default: the host name).")
    private Optional<String> name = Optional.empty();

    /** An engine that gives the name to the copies it makes. */
    SyncEngine engine(Shell shell) throws SyncException {
        return shell.engine(
                name.map(chosen -> Map.of("coven.device.name", chosen)).orElse(Map.of()));
    }
}
