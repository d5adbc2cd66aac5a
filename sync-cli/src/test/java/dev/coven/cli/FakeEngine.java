package dev.coven.cli;

import dev.coven.engine.Checkup;
import dev.coven.engine.InitOptions;
import dev.coven.engine.Library;
import dev.coven.engine.PluginInfo;
import dev.coven.engine.SyncEngine;
import dev.coven.engine.SyncException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An engine with one library, which it may refuse to open. */
final class FakeEngine implements SyncEngine {
    final FakeLibrary library = new FakeLibrary();
    Consumer<Path> onInit = database -> {};
    Consumer<Path> onJoin = database -> {};
    String memberCode = "member-code-1";
    Optional<Exception> failure = Optional.empty();
    Optional<InitOptions> initialised = Optional.empty();
    Optional<String> joined = Optional.empty();
    Optional<URI> probed = Optional.empty();
    List<Checkup.Finding> probeFindings = List.of();

    @Override
    public Library open(Path database) throws SyncException {
        fail();
        return library;
    }

    @Override
    public Library init(Path database, InitOptions options) throws SyncException {
        fail();
        onInit.accept(database);
        initialised = Optional.of(options);
        return library;
    }

    @Override
    public Library join(Path database, String inviteCode) throws SyncException {
        fail();
        onJoin.accept(database);
        joined = Optional.of(database + " " + inviteCode);
        return library;
    }

    @Override
    public Library join(Path database, String inviteCode, URI store) throws SyncException {
        return join(database, inviteCode + " at " + store);
    }

    @Override
    public List<Checkup.Finding> probe(URI store) throws SyncException {
        fail();
        probed = Optional.of(store);
        return probeFindings;
    }

    @Override
    public String memberCode() {
        return memberCode;
    }

    @Override
    public List<PluginInfo> plugins() {
        return List.of(new PluginInfo("storage", "file", "Folders", "0.1.0", 1, "storage.jar"));
    }

    private void fail() throws SyncException {
        if (failure.isEmpty()) {
            return;
        }
        if (failure.get() instanceof SyncException known) {
            throw known;
        }
        throw (RuntimeException) failure.get();
    }
}
