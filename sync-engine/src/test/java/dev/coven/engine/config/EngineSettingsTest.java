package dev.coven.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.coven.engine.SyncException;
import dev.coven.engine.database.Synchronous;
import dev.coven.engine.identity.VaultPassphrase;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineSettingsTest {
    private static final EngineSettings.Surroundings SURROUNDINGS = new EngineSettings.Surroundings() {
        @Override
        public Optional<String> variable(String name) {
            return Optional.empty();
        }

        @Override
        public Path userHome() {
            return Path.of("/home/ada");
        }

        @Override
        public String userName() {
            return "ada";
        }

        @Override
        public String hostName() {
            return "desk";
        }
    };

    private static Config with(String text) {
        return ConfigFactory.parseString(text)
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }

    @Test
    void defaults_comeFromReferenceAndSurroundings() throws Exception {
        EngineSettings settings = EngineSettings.of(with(""), SURROUNDINGS);
        assertThat(settings.home()).isEqualTo(Path.of("/home/ada/.config/coven"));
        assertThat(settings.deviceName()).isEqualTo("desk");
        assertThat(settings.identityName()).isEqualTo("ada");
        assertThat(settings.scheme()).isEqualTo("ed25519");
        assertThat(settings.maxChangesetBytes()).isEqualTo(16 << 20);
        assertThat(settings.maxSkew()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.synchronous()).isEqualTo(Synchronous.FULL);
    }

    @Test
    void wrongSetting_isNamed() {
        assertThatThrownBy(() -> EngineSettings.of(with("coven.clock.max-skew = often"), SURROUNDINGS))
                .isInstanceOf(SyncException.class)
                .hasMessageContaining("max-skew");
    }

    @Test
    void passphrase_thatIsTooLong_isAWrongSettingAndNotShown() {
        assertThatThrownBy(() -> EngineSettings.of(
                        with("coven.passphrase = " + "x".repeat(VaultPassphrase.MAX_CHARS + 1)), SURROUNDINGS))
                .isInstanceOf(SyncException.class)
                .hasMessageContaining("passphrase has 1 to 1000 characters")
                .hasMessageNotContaining("xx");
    }

    /** Quotes are of the file's format, not of the name. */
    @Test
    void settingOfAPlugin_inQuotes_isTheSameSetting() throws Exception {
        EngineSettings settings = EngineSettings.of(
                with("coven.store.settings.\"part.size\" = 8\ncoven.store.settings.http.port = 9"), SURROUNDINGS);
        assertThat(settings.storeSettings()).containsEntry("part.size", "8").containsEntry("http.port", "9");
    }

    @Test
    void secrets_areNotShown() throws Exception {
        EngineSettings settings = EngineSettings.of(
                with("coven.passphrase = hush\ncoven.store.settings.secret = hushhush"), SURROUNDINGS);
        assertThat(settings.toString()).doesNotContain("hush");
        assertThat(settings.storeSettings()).containsEntry("secret", "hushhush");
    }

    @Test
    void databasesOwnConfiguration_winsOverTheBase(@TempDir Path folder) throws Exception {
        LibraryFolder library = new LibraryFolder(folder.resolve("my.db"));
        library.writeStore(URI.create("file:///a%20b"), with(""));
        Config effective = library.configuration(with("coven.store.url = other\ncoven.device.name = x"));
        assertThat(effective.getString("coven.store.url")).isEqualTo("file:///a%20b");
        assertThat(effective.getString("coven.device.name")).isEqualTo("x");
    }

    @Test
    void databasesOwnConfiguration_isKeptWhenTheStoreIsWritten(@TempDir Path folder) throws Exception {
        LibraryFolder library = new LibraryFolder(folder.resolve("my.db"));
        library.create();
        Files.writeString(
                library.path().resolve("coven.conf"),
                "coven.device.name = kitchen\ncoven.store.url = \"file:///old\"\n");
        library.writeStore(URI.create("file:///new"), with("coven.device.name = other"));
        Config effective = library.configuration(with(""));
        assertThat(effective.getString("coven.device.name")).isEqualTo("kitchen");
        assertThat(effective.getString("coven.store.url")).isEqualTo("file:///new");
    }

    @Test
    void configurationThatLetsNoLineFollow_isRefused(@TempDir Path folder) throws Exception {
        LibraryFolder library = new LibraryFolder(folder.resolve("my.db"));
        library.create();
        Path file = library.path().resolve("coven.conf");
        Files.writeString(file, "{ coven.device.name = kitchen }");
        LibraryFolder.Before before = library.look();
        assertThatThrownBy(() -> library.writeStore(URI.create("file:///new"), with("")))
                .isInstanceOf(SyncException.class)
                .hasMessageContaining("coven.conf");
        library.restore(before);
        assertThat(file).hasContent("{ coven.device.name = kitchen }");
    }

    @Test
    void damagedConfiguration_isNamed(@TempDir Path folder) throws Exception {
        LibraryFolder library = new LibraryFolder(folder.resolve("my.db"));
        library.create();
        Files.writeString(library.path().resolve("coven.conf"), "coven { store ");
        assertThatThrownBy(() -> library.configuration(with("")))
                .isInstanceOf(SyncException.class)
                .hasMessageContaining("coven.conf");
    }

    @Test
    void transfers_atTheLimitsAndOnePast() throws Exception {
        int most = EngineSettings.Blobs.MAX_TRANSFERS;
        assertThat(EngineSettings.of(with("coven.blobs.transfers = 1"), SURROUNDINGS)
                        .blobs()
                        .transfers())
                .isEqualTo(1);
        assertThat(EngineSettings.of(with("coven.blobs.transfers = " + most), SURROUNDINGS)
                        .blobs()
                        .transfers())
                .isEqualTo(most);
        for (int wrong : new int[] {0, most + 1}) {
            assertThatThrownBy(() -> EngineSettings.of(with("coven.blobs.transfers = " + wrong), SURROUNDINGS))
                    .isInstanceOf(SyncException.class)
                    .hasMessageContaining("blobs.transfers");
        }
    }

    @Test
    void pullLimits_atTheLimitsAndOnePast() throws Exception {
        int most = PullLimits.MAX_TRANSFERS;
        long least = PullLimits.MIN_BYTES;
        EngineSettings widest = EngineSettings.of(
                with("coven.pull { transfers = " + most + ", max-bytes = " + least + ", max-changeset-bytes = " + least
                        + ", max-change-bytes = 1 GiB }"),
                SURROUNDINGS);
        assertThat(widest.pull()).isEqualTo(new PullLimits(most, least, least, PullLimits.MAX_BYTES));
        assertThat(EngineSettings.of(with("coven.pull.transfers = 1"), SURROUNDINGS)
                        .pull()
                        .transfers())
                .isEqualTo(1);
        for (String wrong : new String[] {
            "transfers = 0",
            "transfers = " + (most + 1),
            "max-bytes = 1048575",
            "max-changeset-bytes = 1048575",
            "max-changeset-bytes = 1073741825",
            "max-change-bytes = 1048575",
            "max-change-bytes = 1073741825"
        }) {
            assertThatThrownBy(() -> EngineSettings.of(with("coven.pull." + wrong), SURROUNDINGS))
                    .isInstanceOf(SyncException.class)
                    .hasMessageContaining("pull." + wrong.substring(0, wrong.indexOf(' ')));
        }
    }

    @Test
    void loopPauses_atTheLimitsAndOnePast() throws Exception {
        EngineSettings tightest = EngineSettings.of(
                with("coven.loop { look-interval = 10 ms, push-delay = 10 ms, max-push-delay = 10 ms,"
                        + " min-pull-interval = 7 days, max-pull-interval = 7 days, first-retry = 7 days }"),
                SURROUNDINGS);
        assertThat(tightest.loop().look()).isEqualTo(LoopSettings.SHORTEST);
        assertThat(tightest.loop().maxPullInterval()).isEqualTo(LoopSettings.LONGEST);
        String[] wrong = {
            "look-interval = 9 ms",
            "push-delay = 0",
            "push-delay = 16 s",
            "max-push-delay = 1 s",
            "min-pull-interval = 6 minutes",
            "max-pull-interval = 8 days",
            "first-retry = 6 minutes"
        };
        for (String setting : wrong) {
            assertThatThrownBy(() -> EngineSettings.of(with("coven.loop." + setting), SURROUNDINGS))
                    .isInstanceOf(SyncException.class)
                    .hasMessageContaining("loop." + setting.substring(0, setting.indexOf(' ')));
        }
    }

    @Test
    void blobsFolder_isBesideTheDatabaseUnlessSet() {
        LibraryFolder folder = new LibraryFolder(Path.of("/data/shop.db"));
        assertThat(folder.blobs("")).isEqualTo(Path.of("/data/shop.db.coven/blobs"));
        assertThat(folder.blobs("pictures")).isEqualTo(Path.of("/data/pictures"));
        assertThat(folder.blobs("/home/ada/Photos")).isEqualTo(Path.of("/home/ada/Photos"));
    }
}
