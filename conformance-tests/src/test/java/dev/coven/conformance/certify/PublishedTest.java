package dev.coven.conformance.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.conformance.Level;
import dev.coven.conformance.Seed;
import dev.coven.conformance.rule.PluginKind;
import dev.coven.conformance.storage.ForwardingStore;
import dev.coven.conformance.storage.InMemoryStore;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import dev.coven.spi.storage.StorageProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate is handed on: what a plugin says in a failure must neither give secrets away nor stop it from being written. */
class PublishedTest {
    private static final String SECRET = "swordfish-of-ada";
    private static final String NEARLY = "swordfish-of-eve";

    @TempDir
    Path folder;

    /** Says all that it knows, and what no file takes. */
    public static final class LeakyProvider implements StorageProvider {
        @Override
        public PluginDescriptor descriptor() {
            return PluginDescriptor.of("leaky", "Leaky", "1");
        }

        @Override
        public ObjectStore open(PluginConfig config) {
            return new ForwardingStore(new InMemoryStore()) {
                @Override
                public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
                    throw new StorageException(
                            Kind.UNEXPECTED,
                            Retry.NEVER,
                            "\uD800 " + config.location() + " with " + SECRET + ", not " + NEARLY);
                }

                @Override
                public String toString() {
                    return "LeakyStore[" + SECRET + "]";
                }
            };
        }
    }

    private Certification certification() throws Exception {
        Path config = Files.writeString(folder.resolve("leaky.conf"), """
                certify {
                  location = "leaky://{scratch}/store"
                  http {
                    port = 1, location = "leaky:{fresh}", missing-location = "leaky:{fresh}"
                    impatient { }, denied { secret = %s }, secrets = [ %s ]
                  }
                }
                """.formatted(NEARLY, SECRET));
        return new Certification("leaky", Optional.of(PluginKind.STORAGE), config, Level.SMOKE, new Seed(7));
    }

    private <T> T withLeaky(Callable<T> task) throws Exception {
        return new ClassPathWith(folder)
                .service(StorageProvider.class, LeakyProvider.class)
                .call(task);
    }

    @Test
    void certificateOfALeakyStore_isWrittenWithoutSecretsAndFolders() throws Exception {
        Certificate certificate = withLeaky(() -> certification().run(() -> Instant.parse("2026-05-04T03:02:01Z")));
        CertificateFiles files = CertificateFiles.write(certificate, folder);
        assertThat(Files.readString(files.page())).doesNotContain(SECRET, NEARLY);
        assertThat(CertificateFiles.read(files.json()))
                .isEqualTo(certificate.json())
                .contains("\uFFFD leaky://***/store with ***, not ***", "the store's toString shows a secret")
                .doesNotContain(SECRET, NEARLY, System.getProperty("java.io.tmpdir") + "/junit");
    }

    @Test
    void reason_thatIsCutInACharacter_isStillText() {
        assertThat(new Reasons(Set.of()).of("x".repeat(1999) + "\uD83D\uDE00"))
                .isEqualTo("x".repeat(1999) + "\uFFFD ..");
    }

    /** A part of a secret is no secret: the longer one is taken out first. */
    @Test
    void secrets_ofWhichOneBeginsTheOther_areTakenOutWhole() {
        assertThat(new Reasons(List.of("key", "key-of-ada", "")).of("by key-of-ada, a key"))
                .isEqualTo("by ***, a ***");
    }

    @Test
    void oldCertificate_ofThePlugin_goesBeforeTheRun() throws Exception {
        Path json = Files.writeString(folder.resolve("storage-leaky.json"), "certified");
        Path page = Files.writeString(folder.resolve("storage-leaky.html"), "certified");
        Path other = Files.writeString(folder.resolve("storage-other.json"), "certified");
        Certification certification = certification();
        assertThatThrownBy(() -> CertificateFiles.removeOld(certification, folder))
                .isInstanceOf(CertificationException.class);
        withLeaky(() -> {
            CertificateFiles.removeOld(certification, folder);
            return folder;
        });
        assertThat(json).doesNotExist();
        assertThat(page).doesNotExist();
        assertThat(other).exists();
    }
}
