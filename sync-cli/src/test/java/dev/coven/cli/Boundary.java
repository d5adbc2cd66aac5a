package dev.coven.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The boundaries that ARCHITECTURE.md names, each as a rule. */
enum Boundary {
    PLUGINS_KNOW_NEITHER_ENGINE_NOR_KIT_NOR_COMMAND(noClasses()
            .that()
            .resideInAnyPackage("dev.coven.storage..", "dev.coven.crypto..", "dev.coven.examples")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.coven.engine..", "dev.coven.cli..", "dev.coven.conformance..")),

    PLUGIN_INTERFACES_KNOW_THE_JDK_ALONE(knowsOnly("dev.coven.spi..")),
    FOLDERS_KNOW_THE_JDK_ALONE(knowsOnly("dev.coven.storage.filesystem..", "dev.coven.spi..")),
    ED25519_KNOWS_ITS_LIBRARY_ALONE(knowsOnly("dev.coven.crypto..", "dev.coven.spi..", "org.bouncycastle..")),
    EXAMPLE_PLANS_KNOW_THE_JDK_ALONE(knowsOnly("dev.coven.examples", "dev.coven.spi..")),

    /** And to the plugins on jclouds, which is set up by modules of it. */
    GUICE_IS_KNOWN_TO_WIRING_ALONE(noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.coven.engine.wiring..",
                    "dev.coven.storage.jclouds..",
                    "dev.coven.storage.s3..",
                    "dev.coven.storage.gcs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.inject..", "jakarta.inject..")),

    JCLOUDS_IS_KNOWN_TO_ITS_PLUGINS_ALONE(noClasses()
            .that()
            .resideOutsideOfPackages("dev.coven.storage.jclouds..", "dev.coven.storage.s3..", "dev.coven.storage.gcs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jclouds..")),

    /** An optional dependency: whoever loads another class of the engine must not need it. */
    MICROMETER_IS_KNOWN_TO_ITS_PACKAGE_ALONE_AND_THAT_TO_NOBODY(noClasses()
            .that()
            .resideOutsideOfPackage("dev.coven.engine.micrometer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "dev.coven.engine.micrometer..")),

    PURE_CORE_KNOWS_NO_DATABASE_NO_NETWORK_AND_NO_FILES(noClasses()
            .that()
            .resideInAnyPackage(Pure.PACKAGES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "java.net.http..", "java.nio.file..")),

    PURE_CORE_MEASURES_NO_TIME(noClasses()
            .that()
            .resideInAnyPackage(Pure.PACKAGES)
            .should()
            .accessTargetWhere(uses("measures time", Set.of("java.lang.System.nanoTime")))),

    /** Time comes from the source that is bound there. */
    CLOCK_IS_READ_BY_WIRING_ALONE(noClasses()
            .that()
            .resideInAnyPackage("dev.coven.engine..", "dev.coven.spi..")
            .and()
            .resideOutsideOfPackage("dev.coven.engine.wiring..")
            .should()
            .accessTargetWhere(uses("reads the clock", Foreign.CLOCKS))),

    /** Keys, ids and nonces come from the source that is bound there. */
    RANDOMNESS_IS_MADE_BY_WIRING_ALONE(noClasses()
            .that()
            .resideInAnyPackage("dev.coven.engine..", "dev.coven.spi..", "dev.coven.crypto..")
            .and()
            .resideOutsideOfPackage("dev.coven.engine.wiring..")
            .should()
            .accessTargetWhere(uses("makes randomness", Foreign.RANDOMNESS))),

    /** The command has its own streams, which are encoded as it says. */
    STANDARD_STREAMS_ARE_USED_BY_THE_EXAMPLE_PROGRAM_ALONE(noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.coven.examples.photos.PhotoLibraryMain")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")),

    /** The command starts without the kit; what talks to it is loaded by one command. */
    KIT_IS_KNOWN_TO_ONE_CLASS_OF_THE_COMMAND_ALONE(noClasses()
            .that()
            .haveNameNotMatching("dev\\.coven\\.cli\\.KitRunner(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.coven.conformance..", "org.junit..")),

    /** Whoever embeds the engine needs its public face and what puts it together. */
    ENGINE_IS_USED_BY_ITS_PUBLIC_FACE(noClasses()
            .that()
            .resideOutsideOfPackages("dev.coven.engine..", "dev.coven.cli..")
            .should()
            .dependOnClassesThat(innerEngine("dev.coven.engine.wiring.."))),

    /** The command shows what a changeset holds, and knows codes and the limits of names. */
    ENGINE_IS_USED_BY_THE_COMMAND_IN_FOUR_PACKAGES(noClasses()
            .that()
            .resideInAPackage("dev.coven.cli..")
            .should()
            .dependOnClassesThat(innerEngine(
                    "dev.coven.engine.wiring..",
                    "dev.coven.engine.changeset..",
                    "dev.coven.engine.identity..",
                    "dev.coven.engine.document.."))),

    MODULES_HAVE_NO_CYCLES(slices().matching("dev.coven.(*)..").should().beFreeOfCycles()),
    ENGINE_PACKAGES_HAVE_NO_CYCLES(
            slices().matching("dev.coven.engine.(*)..").should().beFreeOfCycles());

    // A rule does not change; its type does not say so.
    @SuppressWarnings("ImmutableEnumChecker")
    private final ArchRule rule;

    Boundary(ArchRule rule) {
        this.rule = rule;
    }

    ArchRule rule() {
        return rule;
    }

    private static ArchRule knowsOnly(String own, String... others) {
        return classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "javax..", "org.jspecify..", own)
                        .or(resideInAnyPackage(others)));
    }

    private static DescribedPredicate<JavaClass> innerEngine(String... open) {
        return resideInAPackage("dev.coven.engine.*..").and(not(resideInAnyPackage(open)));
    }

    private static DescribedPredicate<JavaAccess<?>> uses(String what, Set<String> targets) {
        return describe(what, access -> targets.contains(access.getTargetOwner().getName() + "." + access.getName()));
    }

    /** What knows nothing but its arguments. */
    static final class Pure {
        static final String[] PACKAGES = {
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

        private Pure() {}
    }

    /** Where the JDK gives what no argument says. */
    private static final class Foreign {
        static final Set<String> CLOCKS = Set.of(
                System.class.getName() + ".currentTimeMillis",
                Instant.class.getName() + ".now",
                LocalDate.class.getName() + ".now",
                LocalDateTime.class.getName() + ".now",
                OffsetDateTime.class.getName() + ".now",
                ZonedDateTime.class.getName() + ".now",
                InstantSource.class.getName() + ".system",
                Clock.class.getName() + ".systemUTC",
                Clock.class.getName() + ".systemDefaultZone",
                Clock.class.getName() + ".system",
                Date.class.getName() + ".<init>");
        static final Set<String> RANDOMNESS = Set.of(
                "java.security.SecureRandom.<init>",
                "java.security.SecureRandom.getInstance",
                "java.security.SecureRandom.getInstanceStrong",
                Random.class.getName() + ".<init>",
                ThreadLocalRandom.class.getName() + ".current",
                UUID.class.getName() + ".randomUUID",
                Math.class.getName() + ".random");

        private Foreign() {}
    }
}
