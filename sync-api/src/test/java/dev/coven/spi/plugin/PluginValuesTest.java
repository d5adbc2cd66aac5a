package dev.coven.spi.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "S3", "3s", "-a", "a_b", "a b", "ä"})
    void descriptor_idOfAnotherForm_isRefused(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PluginDescriptor.of(id, "Name", "1"))
                .withMessageContaining("'" + id + "'");
    }

    @Test
    void descriptor_partsAtTheirLimits_areValidAndOnePastThemAreNot() {
        String id = "a".repeat(40);
        String name = "n".repeat(80);
        String version = "1".repeat(40);
        assertThat(PluginDescriptor.of(id, name, version).spiLevel()).isEqualTo(SpiLevel.CURRENT);
        assertThatIllegalArgumentException().isThrownBy(() -> PluginDescriptor.of(id + "a", name, version));
        assertThatIllegalArgumentException().isThrownBy(() -> PluginDescriptor.of(id, name + "n", version));
        assertThatIllegalArgumentException().isThrownBy(() -> PluginDescriptor.of(id, name, version + "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> PluginDescriptor.of(id, "two\nlines", version));
        assertThatIllegalArgumentException().isThrownBy(() -> PluginDescriptor.of(id, " ", version));
        assertThatIllegalArgumentException().isThrownBy(() -> new PluginDescriptor(id, name, version, 0));
    }

    @Test
    void config_inText_showsNamesAndNoValues() {
        PluginConfig config = PluginConfig.of(
                URI.create("s3://bucket/secret-prefix"), Map.of("s3.secret-key", "s3cr3t", "s3.a", "b"));
        assertThat(config).hasToString("PluginConfig[s3, settings [s3.a, s3.secret-key]]");
    }

    @Test
    void config_unknownSettings_areSorted() {
        PluginConfig config = PluginConfig.of(URI.create("s3://b"), Map.of("z", "1", "a", "2", "known", "3"));
        assertThat(config.unknownSettings(Set.of("known", "absent"))).containsExactly("a", "z");
        assertThat(config.setting("known")).contains("3");
        assertThat(config.setting("absent")).isEmpty();
    }

    @Test
    void config_map_isCopied() {
        Map<String, String> settings = new HashMap<>();
        PluginConfig config = PluginConfig.of(URI.create("s3://b"), settings);
        settings.put("late", "1");
        assertThat(config.setting("late")).isEmpty();
    }
}
