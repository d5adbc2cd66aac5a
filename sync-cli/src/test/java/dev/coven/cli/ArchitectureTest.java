package dev.coven.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The boundaries that ARCHITECTURE.md names, held over the classes of the whole distribution. */
class ArchitectureTest {
    private static final String[] PLUGINS = {"dev.coven.storage..", "dev.coven.crypto..", "dev.coven.examples"};
    private static final String[] PURE = {
        "dev.coven.engine.clock..",
        "dev.coven.engine.changeset..",
        "dev.coven.engine.merge..",
        "dev.coven.engine.fingerprint..",
        "dev.coven.engine.policy..",
        "dev.coven.engine.document..",
        "dev.coven.engine.envelope..",
        "dev.coven.engine.layout..",
        "dev.coven.engine.membership.."
    };

    private static JavaClasses coven;

    @BeforeAll
    static void read() {
        coven = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                // The kit is beside the command, and no part of the distribution; nor are servers to test against.
                .withImportOption(location ->
                        !location.contains("/dev/coven/conformance/") && !location.contains("/dev/coven/servers/"))
                .importPackages("dev.coven");
    }

    @Test
    void everyModule_wasSeen() {
        Set<String> roots = coven.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.split("\\.", -1)[2])
                .collect(Collectors.toSet());
        assertThat(roots).contains("spi", "engine", "storage", "crypto", "examples", "cli");
        for (String pure : PURE) {
            String name = pure.replace("..", "");
            assertThat(coven.stream().anyMatch(type -> type.getPackageName().startsWith(name)))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void plugins_knowThePluginInterfacesAlone() {
        noClasses()
                .that()
                .resideInAnyPackage(PLUGINS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.coven.engine..", "dev.coven.cli..", "dev.coven.conformance..")
                .check(coven);
    }

    @Test
    void pluginInterfaces_knowTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("dev.coven.spi..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.coven.spi..")
                .check(coven);
    }

    /** And to the plugins on jclouds, which is set up by modules of it. */
    @Test
    void guice_isKnownToWiringAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.coven.engine.wiring..",
                        "dev.coven.storage.jclouds..",
                        "dev.coven.storage.s3..",
                        "dev.coven.storage.gcs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.inject..", "jakarta.inject..")
                .check(coven);
    }

    @Test
    void jclouds_isKnownToItsPluginsAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.coven.storage.jclouds..", "dev.coven.storage.s3..", "dev.coven.storage.gcs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jclouds..")
                .check(coven);
    }

    /** An optional dependency: whoever loads another class of the engine must not need it. */
    @Test
    void micrometer_isKnownToItsPackageAlone_andThatToNobody() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.coven.engine.micrometer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "dev.coven.engine.micrometer..")
                .check(coven);
        assertThat(coven.stream().anyMatch(type -> type.getPackageName().equals("dev.coven.engine.micrometer")))
                .isTrue();
    }

    @Test
    void pureCore_knowsNoDatabaseNetworkOrClock() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.sqlite..", "java.net.http..", "java.nio.file..")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(coven);
    }

    @Test
    void wallClock_isReadThroughTheInjectedSourceAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.coven.engine..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(coven);
    }

    @Test
    void standardStreams_areUsedByCommandsAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.coven.cli..", "dev.coven.examples.photos..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(coven);
    }

    /** The command starts without the kit; what talks to it is loaded by one command. */
    @Test
    void kit_isKnownToOneClassOfTheCommandAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.coven..")
                .and()
                .haveNameNotMatching("dev\\.coven\\.cli\\.KitRunner(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.coven.conformance..", "org.junit..")
                .check(coven);
    }

    @Test
    void enginePackages_haveNoCycles() {
        slices().matching("dev.coven.engine.(*)..").should().beFreeOfCycles().check(coven);
    }
}
