package dev.coven.conformance.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.conformance.Level;
import dev.coven.conformance.Seed;
import dev.coven.conformance.blob.CoverPlan;
import dev.coven.conformance.rule.PluginKind;
import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.row.RowChange;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate speaks of a jar's bytes: it is not given for a jar that is another one when the run ends. */
class ChangedJarTest {
    @TempDir
    Path folder;

    /** A plan that nothing is wrong with. */
    public static class SteadyPlan extends CoverPlan {
        @Override
        public PluginDescriptor descriptor() {
            return PluginDescriptor.of("in-a-jar", "Covers from a jar", "1");
        }
    }

    /** The same, in whose jar something changes while it is asked, as when a build goes on beside the run. */
    public static class UnsteadyPlan extends SteadyPlan {
        @Override
        public List<BlobDownload> blobsToPull(List<RowChange> changes) {
            try {
                Path jar = Path.of(getClass()
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
                Files.write(jar, new byte[1], StandardOpenOption.APPEND);
            } catch (IOException | URISyntaxException e) {
                throw new AssertionError(e);
            }
            return super.blobsToPull(changes);
        }
    }

    /** Certifies a subclass that lies in a jar of its own. */
    private Certificate certifyFromAJar(Class<? extends BlobPlan> plan) throws Exception {
        String name = "elsewhere." + plan.getSimpleName();
        Path jar = folder.resolve("plan.jar");
        new ByteBuddy().subclass(plan).name(name).make().toJar(jar.toFile());
        ClassPathWith classPath =
                new ClassPathWith(folder).jar(jar).file("META-INF/services/" + BlobPlan.class.getName(), name);
        Path config = Files.writeString(folder.resolve("plan.conf"), """
                certify.rows = [
                  { table = books, columns = [title, cover], values = [t, id-1] }
                  { table = books, columns = [title, cover], values = [u, id-2] }
                ]
                """);
        Certification certification =
                new Certification("in-a-jar", Optional.of(PluginKind.BLOBPLAN), config, Level.SMOKE, new Seed(7));
        return classPath.call(() -> certification.run(() -> Instant.parse("2026-05-04T03:02:01Z")));
    }

    @Test
    void jar_thatStaysAsItIs_isNamedByTheCertificate() throws Exception {
        Certificate certificate = certifyFromAJar(SteadyPlan.class);
        assertThat(certificate.isCertified()).isTrue();
        assertThat(certificate.artifact()).isEqualTo(Artifact.of(folder.resolve("plan.jar")));
    }

    @Test
    void jar_thatChangesDuringTheRun_getsNoCertificate() {
        assertThatThrownBy(() -> certifyFromAJar(UnsteadyPlan.class))
                .isInstanceOf(CertificationException.class)
                .hasMessage("plan.jar changed while it was examined; certify again");
    }

    /** And one that changes afterwards is not what was certified. */
    @Test
    void jar_thatChangesAfterTheRun_isNotWhatWasCertified() throws Exception {
        String json = certifyFromAJar(SteadyPlan.class).json();
        Path jar = folder.resolve("plan.jar");
        assertThat(CertificateCheck.objections(json, Optional.of(Artifact.of(jar))))
                .isEmpty();
        Files.write(jar, new byte[1], StandardOpenOption.APPEND);
        assertThat(CertificateCheck.objections(json, Optional.of(Artifact.of(jar))))
                .singleElement()
                .asString()
                .startsWith("plan.jar is not what was certified");
    }
}
