package dev.coven.benchmarks;

import dev.coven.crypto.ed25519.Ed25519Scheme;
import dev.coven.engine.Library;
import dev.coven.engine.PullResult;
import dev.coven.engine.crypto.ObjectCipher;
import dev.coven.engine.document.Author;
import dev.coven.engine.document.DeviceNonce;
import dev.coven.engine.document.Fingerprints;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.identity.FileVault;
import dev.coven.engine.identity.Identity;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.store.LibraryStore;
import dev.coven.spi.plugin.PluginConfig;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A pull that finds nothing new, in a library with as many other devices as wanted. */
final class IdlePull {
    private static final String DDL = "CREATE TABLE notes(id TEXT PRIMARY KEY NOT NULL, body TEXT)";

    private IdlePull() {}

    /** Measures it so many times and prints the median, and the requests of one. */
    static void run(Path folder, int devices, int rounds, List<Integer> latencies, PrintStream out) throws Exception {
        SlowStores stores = new SlowStores();
        BenchDevice.Surroundings surroundings =
                new BenchDevice.Surroundings(stores, SlowStores.LOCATION, List.of(), Map.of());
        try (BenchDevice founder = BenchDevice.found(folder.resolve("founder"), surroundings, List.of(DDL));
                BenchDevice reader = founder.invite(folder.resolve("reader"), surroundings)) {
            publishHeads(stores, founder, devices - 1);
            founder.library().sync();
            reader.library().pull();
            String what = String.format(Locale.ROOT, "%d other devices", devices);
            measure(what, reader.library(), stores, rounds, latencies, out);
        }
    }

    /** The same of a device that has all there is already. */
    static void measure(
            String what, Library reader, SlowStores stores, int rounds, List<Integer> latencies, PrintStream out)
            throws Exception {
        for (int latency : latencies) {
            stores.setLatencyMillis(latency);
            Samples samples = new Samples();
            stores.requests().reset();
            for (int i = 0; i < rounds; i++) {
                long start = System.nanoTime();
                PullResult result = reader.pull();
                samples.add((System.nanoTime() - start) / 1e6);
                if (result.changesetsApplied() != 0 || !result.held().isEmpty()) {
                    throw new IllegalStateException("not an idle pull: " + result);
                }
            }
            out.printf(
                    Locale.ROOT,
                    "idle pull, %s, %3d ms latency: %8.2f ms, %.1f requests%n",
                    what,
                    latency,
                    samples.median(),
                    (double) stores.requests().total() / rounds);
        }
        stores.setLatencyMillis(0);
    }

    /** Devices of the founder's that have published nothing but that they are there. */
    private static void publishHeads(SlowStores stores, BenchDevice founder, int devices) throws Exception {
        String libraryId = founder.library().status().libraryId();
        FileVault vault = new FileVault(founder.home());
        Identity identity = vault.identity().orElseThrow();
        Author author = new Author(
                identity.schemeId(),
                identity.signing().publicKey(),
                new Ed25519Scheme().signer(identity.signing().secretKey()));
        LibraryStore store = new LibraryStore(
                stores.open(PluginConfig.of(SlowStores.LOCATION, Map.of())),
                new ObjectCipher(vault.keyring(libraryId).orElseThrow(), libraryId));
        for (int i = 0; i < devices; i++) {
            DeviceNonce nonce = new DeviceNonce(
                    ByteBuffer.allocate(DeviceNonce.BYTES).putInt(i).array());
            String device = Fingerprints.deviceId(author.schemeId(), author.key(), nonce);
            HeadDocument head = new HeadDocument(
                    libraryId,
                    device,
                    nonce,
                    "one of many",
                    author.schemeId(),
                    author.key(),
                    0,
                    "",
                    Map.of(),
                    0,
                    0,
                    Optional.empty());
            store.putSmall(StoreLayout.head(device), head.encode(author));
        }
    }
}
