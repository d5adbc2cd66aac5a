package dev.coven.conformance.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.Contract;
import dev.coven.spi.plugin.SpiLevel;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What others link to is recorded in {@code docs/api}, so that no change of it goes unseen: whoever makes one records it anew, with
 * {@code -Dcoven.api.record=true}, and a reader of the change sees the lines that went.
 */
class RecordedApiTest {
    private static final boolean RECORD = Boolean.getBoolean("coven.api.record");

    private static String api(Class<?> one, String root) {
        CodeSource main = one.getProtectionDomain().getCodeSource();
        return ApiText.of(ReflectionSupport.streamAllClassesInPackage(
                root, type -> main.equals(type.getProtectionDomain().getCodeSource()), name -> true));
    }

    @ParameterizedTest
    @CsvSource({
        "sync-api.txt, dev.coven.spi, dev.coven.spi.plugin.SpiLevel",
        "conformance-tests.txt, dev.coven.conformance, dev.coven.conformance.Contract"
    })
    void api_isTheRecordedOne(String file, String root, Class<?> one) throws Exception {
        Path recorded = Path.of("../docs/api", file);
        String api = api(one, root);
        if (RECORD) {
            Files.writeString(recorded, api);
        }
        List<String> lines = api.lines().toList();
        assertThat(lines)
                .as(
                        "the public types of %s and their members; where a change of them is meant, record it as"
                                + " docs/write-a-plugin.md says",
                        root)
                .containsExactlyElementsOf(Files.readAllLines(recorded));
    }

    @Test
    void record_hasTheTypesThatPluginsAreMadeOf() throws Exception {
        assertThat(api(SpiLevel.class, "dev.coven.spi"))
                .contains(
                        "[STABLE] public interface dev.coven.spi.storage.StorageProvider",
                        "  public abstract dev.coven.spi.plugin.PluginDescriptor descriptor()");
        assertThat(api(Contract.class, "dev.coven.conformance"))
                .contains("  protected abstract dev.coven.spi.storage.ObjectStore connect() throws java.lang.Exception")
                .doesNotContain("ApiText", "RecordedApiTest");
    }

    /** Two versions of one type, of which the later breaks in each way that a record must show. */
    interface Before extends Serializable {
        int LIMIT = 1;

        String read(List<String> keys) throws java.io.IOException;

        void close();
    }

    interface After {
        long LIMIT = 1;

        String read(List<byte[]> keys);
    }

    @Test
    void record_ofATypeThatChanged_showsEachChange() {
        List<String> before = ApiText.members(Before.class);
        List<String> after = ApiText.members(After.class);
        assertThat(before)
                .containsExactly(
                        "  public abstract java.lang.String read(java.util.List<java.lang.String>) throws java.io.IOException",
                        "  public abstract void close()",
                        "  public static final int LIMIT");
        assertThat(after)
                .containsExactly(
                        "  public abstract java.lang.String read(java.util.List<byte[]>)",
                        "  public static final long LIMIT");
        assertThat(Stream.of(Before.class, After.class).map(ApiText::head))
                .doesNotHaveDuplicates()
                .first()
                .asString()
                .endsWith("Before implements java.io.Serializable");
    }
}
