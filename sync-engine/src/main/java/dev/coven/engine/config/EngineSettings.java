package dev.coven.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import dev.coven.engine.SyncException;
import dev.coven.engine.database.Synchronous;
import dev.coven.engine.identity.VaultPassphrase;
import dev.coven.engine.store.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every setting of the engine; {@code reference.conf} says what each is.
 *
 * @param home where identity and keys live
 * @param passphrase what protects them, if anything
 * @param identityName the name of a new identity
 * @param scheme the signature scheme of a new identity
 * @param deviceName what others see of this copy
 * @param storeUrl the store, empty before init or join
 * @param storeSettings settings of the storage plugin
 * @param retry how often requests are repeated
 * @param synchronous how the engine's commits last
 * @param maxChangesetBytes a capture larger than this becomes several changesets
 * @param maxSkew how far ahead a timestamp may be
 * @param pull how much a pull does at once, and takes in
 * @param lockWait how long a cycle waits for another one
 * @param loop the background loop's pauses
 * @param blobs files that travel with rows
 */
public record EngineSettings(
        Path home,
        Optional<VaultPassphrase> passphrase,
        String identityName,
        String scheme,
        String deviceName,
        String storeUrl,
        Map<String, String> storeSettings,
        RetryPolicy retry,
        Synchronous synchronous,
        long maxChangesetBytes,
        Duration maxSkew,
        PullLimits pull,
        Duration lockWait,
        LoopSettings loop,
        Blobs blobs) {
    /**
     * Files that travel with rows.
     *
     * @param plan the id of the blob plan, if there is one
     * @param folder the folder that paths of files begin at; empty for the one below the library's folder
     * @param transfers how many files travel at once, 1 to {@value #MAX_TRANSFERS}
     * @param unusedGrace how long a blob that no row names stays in the store
     */
    public record Blobs(Optional<String> plan, String folder, int transfers, Duration unusedGrace) {
        /** The most files that travel at once. */
        public static final int MAX_TRANSFERS = 64;

        /** Validates the limits; throws {@link IllegalArgumentException}. */
        public Blobs {
            if (transfers < 1 || transfers > MAX_TRANSFERS) {
                throw new IllegalArgumentException("blobs.transfers is 1 to " + MAX_TRANSFERS + ", not " + transfers);
            }
            if (unusedGrace.isNegative()) {
                throw new IllegalArgumentException("blobs.unused-grace is not negative: " + unusedGrace);
            }
        }
    }

    /** What the process runs in: for settings that are empty. */
    public interface Surroundings {
        /** An environment variable, if it is set and not empty. */
        Optional<String> variable(String name);

        /** The user's home directory. */
        Path userHome();

        /** The user's login name. */
        String userName();

        /** This machine's name. */
        String hostName();
    }

    /** Hides the passphrase and the plugin's settings. */
    @Override
    public String toString() {
        return "EngineSettings[home " + home + ", store " + storeUrl + "]";
    }

    /**
     * The settings of a configuration that includes the engine's {@code reference.conf}.
     *
     * @throws SyncException CONFIGURATION with the setting that is wrong
     */
    public static EngineSettings of(Config config, Surroundings surroundings) throws SyncException {
        try {
            return read(config.getConfig("coven"), surroundings);
        } catch (ConfigException | IllegalArgumentException e) {
            throw new SyncException(SyncException.Kind.CONFIGURATION, "a setting is wrong: " + e.getMessage(), e);
        }
    }

    private static EngineSettings read(Config coven, Surroundings surroundings) {
        Path home = text(coven, "home")
                .or(() -> surroundings.variable("COVEN_HOME"))
                .map(Path::of)
                .orElseGet(() -> surroundings.userHome().resolve(".config").resolve("coven"));
        Map<String, String> storeSettings = new TreeMap<>();
        coven.getConfig("store.settings")
                .entrySet()
                .forEach(entry -> storeSettings.put(
                        String.join(".", ConfigUtil.splitPath(entry.getKey())),
                        entry.getValue().unwrapped().toString()));
        return new EngineSettings(
                home,
                text(coven, "passphrase").map(text -> VaultPassphrase.of(text.toCharArray())),
                text(coven, "identity.name").orElseGet(surroundings::userName),
                coven.getString("identity.scheme"),
                text(coven, "device.name").orElseGet(surroundings::hostName),
                coven.getString("store.url"),
                Map.copyOf(storeSettings),
                new RetryPolicy(
                        coven.getInt("store.max-attempts"),
                        coven.getDuration("store.first-pause"),
                        coven.getDuration("store.max-pause")),
                coven.getEnum(Synchronous.class, "database.synchronous"),
                coven.getBytes("capture.max-changeset-bytes"),
                coven.getDuration("clock.max-skew"),
                new PullLimits(
                        coven.getInt("pull.transfers"),
                        coven.getBytes("pull.max-bytes"),
                        coven.getBytes("pull.max-changeset-bytes"),
                        coven.getBytes("pull.max-change-bytes")),
                coven.getDuration("lock.wait"),
                new LoopSettings(
                        coven.getDuration("loop.look-interval"),
                        coven.getDuration("loop.push-delay"),
                        coven.getDuration("loop.max-push-delay"),
                        coven.getDuration("loop.min-pull-interval"),
                        coven.getDuration("loop.max-pull-interval"),
                        coven.getDuration("loop.first-retry")),
                new Blobs(
                        text(coven, "blobs.plan"),
                        coven.getString("blobs.folder"),
                        coven.getInt("blobs.transfers"),
                        coven.getDuration("blobs.unused-grace")));
    }

    private static Optional<String> text(Config config, String path) {
        return Optional.of(config.getString(path)).filter(text -> !text.isEmpty());
    }
}
