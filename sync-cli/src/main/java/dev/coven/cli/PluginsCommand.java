package dev.coven.cli;

import dev.coven.engine.PluginInfo;
import dev.coven.engine.SyncException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code coven plugins}. */
@Command(name = "plugins", description = "List the plugins of this distribution.")
final class PluginsCommand implements Callable<Integer> {
    private final Shell shell;

    PluginsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException {
        List<PluginInfo> plugins = shell.engine().plugins();
        TextTable table = new TextTable("KIND", "ID", "NAME", "VERSION", "SPI", "SOURCE");
        for (PluginInfo plugin : plugins) {
            table.row(plugin.kind(), plugin.id(), plugin.name(), plugin.version(), plugin.spiLevel(), plugin.source());
        }
        shell.print(JsonForm.array(plugins, JsonForm::plugin), table.lines());
        return ExitCode.OK;
    }
}
