package dev.coven.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.coven.spi.plugin.OffenceOfTheInterfaces;
import dev.coven.spi.plugin.Stability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever writes a plugin finds at each type what is promised of it. */
class StabilityTest {
    private static final ArchRule SAYS_WHAT_IS_PROMISED =
            classes().that().arePublic().and().areTopLevelClasses().should().beAnnotatedWith(Stability.class);

    @ParameterizedTest
    @ValueSource(strings = {"dev.coven.spi", "dev.coven.conformance"})
    void publicTypes_sayWhatIsPromised(String root) {
        JavaClasses types = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(root);
        SAYS_WHAT_IS_PROMISED.check(types);
    }

    @Test
    void publicType_thatSaysNothing_isNoticed() {
        JavaClasses types = new ClassFileImporter().importClasses(OffenceOfTheInterfaces.class);
        assertThat(SAYS_WHAT_IS_PROMISED.evaluate(types).hasViolation()).isTrue();
    }
}
