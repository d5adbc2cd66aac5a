package dev.coven.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The boundaries that ARCHITECTURE.md names, held over the classes of the whole distribution; and over those of the tests that
 * cross each of them on purpose, which are called {@code Offence}, so that a boundary which holds for anything is noticed.
 */
class ArchitectureTest {
    private static final Pattern OFFENCE = Pattern.compile(".*/Offence[A-Za-z]*\\.class");

    private static JavaClasses coven;
    private static JavaClasses offences;

    @BeforeAll
    static void read() {
        coven = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                // The kit is beside the command, and no part of the distribution; nor are servers to test against.
                .withImportOption(location ->
                        !location.contains("/dev/coven/conformance/") && !location.contains("/dev/coven/servers/"))
                .importPackages("dev.coven");
        offences = new ClassFileImporter()
                .withImportOption((Location location) -> location.matches(OFFENCE))
                .importPackages("dev.coven");
    }

    @Test
    void everyModule_wasSeen() {
        Set<String> roots = coven.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.split("\\.", -1)[2])
                .collect(Collectors.toSet());
        assertThat(roots).contains("spi", "engine", "storage", "crypto", "examples", "cli");
        for (String pure : Boundary.Pure.PACKAGES) {
            String name = pure.replace("..", "");
            assertThat(coven.stream().anyMatch(type -> type.getPackageName().startsWith(name)))
                    .as(name)
                    .isTrue();
        }
        assertThat(coven.contain("dev.coven.engine.micrometer.MicrometerMeter")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void boundary_isKeptByTheDistribution(Boundary boundary) {
        boundary.rule().check(coven);
    }

    @ParameterizedTest
    @EnumSource
    void boundary_thatIsCrossed_isNoticed(Boundary boundary) {
        assertThat(boundary.rule().evaluate(offences).hasViolation())
                .as("one of %s crosses it", offences)
                .isTrue();
    }

    /** A package that was renamed would leave a rule that looks at nothing. */
    @ParameterizedTest
    @EnumSource
    void boundary_thatSeesNoClasses_fails(Boundary boundary) {
        JavaClasses none = new ClassFileImporter().importClasses();
        assertThatThrownBy(() -> boundary.rule().check(none))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("failed to check any classes");
    }
}
