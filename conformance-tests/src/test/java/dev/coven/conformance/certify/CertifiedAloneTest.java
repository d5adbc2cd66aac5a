package dev.coven.conformance.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.Level;
import dev.coven.conformance.Seed;
import dev.coven.conformance.rule.PluginKind;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;

/** A plugin's jar says how its tests are to be run; a certification does not listen. */
class CertifiedAloneTest {
    @TempDir
    Path folder;

    /** Asks for no rule at all. */
    public static final class Skipper implements InvocationInterceptor {
        @Override
        public void interceptTestMethod(
                Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
            invocation.skip();
        }

        @Override
        public void interceptTestTemplateMethod(
                Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
            invocation.skip();
        }
    }

    /** Leaves every rule out. */
    public static final class NothingIsAsked implements PostDiscoveryFilter {
        @Override
        public FilterResult apply(TestDescriptor test) {
            return FilterResult.excluded("not today");
        }
    }

    /** A plan whose row names no file breaks a MUST. */
    private Certificate certifyBroken() throws Exception {
        Path config = Files.writeString(
                folder.resolve("covers.conf"), "certify.rows = [{ table = b, columns = [id], values = [x] }]");
        return new Certification("covers", Optional.of(PluginKind.BLOBPLAN), config, Level.SMOKE, new Seed(7))
                .run(() -> Instant.parse("2026-05-04T03:02:01Z"));
    }

    @Test
    void extensionOfTheClassPath_switchesNoRuleOff() throws Exception {
        ClassPathWith classPath = new ClassPathWith(folder)
                .file("junit-platform.properties", "junit.jupiter.extensions.autodetection.enabled=true\n")
                .service(Extension.class, Skipper.class);
        assertThat(classPath.call(this::certifyBroken).json())
                .isEqualTo(certifyBroken().json())
                .contains("\"verdict\":\"refused\"");
    }

    @Test
    void filterOfTheClassPath_switchesNoRuleOff() throws Exception {
        ClassPathWith classPath = new ClassPathWith(folder).service(PostDiscoveryFilter.class, NothingIsAsked.class);
        assertThat(classPath.call(this::certifyBroken).json())
                .isEqualTo(certifyBroken().json());
    }
}
