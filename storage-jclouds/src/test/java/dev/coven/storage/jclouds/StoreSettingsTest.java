package dev.coven.storage.jclouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class StoreSettingsTest {
    private static final Duration OTHERWISE = Duration.ofSeconds(10);

    @Test
    void of_unknownSetting_isRefusedByNameWithoutItsValue() {
        assertThatThrownBy(() -> settings("shelf://b", Map.of("shelf.secert", "hush")))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("Shelf stores", "shelf.secert")
                .hasMessageNotContaining("hush");
    }

    @Test
    void prefix_ofAPath_endsWithASlash() throws Exception {
        assertThat(settings("shelf://b", Map.of()).prefix()).isEmpty();
        assertThat(settings("shelf://b/", Map.of()).prefix()).isEmpty();
        assertThat(settings("shelf://b/team/one", Map.of()).prefix()).isEqualTo("team/one/");
        assertThat(settings("shelf://b/team/one/", Map.of()).prefix()).isEqualTo("team/one/");
    }

    @Test
    void prefix_thatNoKeyCanBegin_isRefused() {
        for (String path : new String[] {"/a//b", "/a/../b", "/a%20b"}) {
            assertInvalid(() -> settings("shelf://b" + path, Map.of()).prefix());
        }
    }

    @Test
    void seconds_withinTheLimits_areTaken() throws Exception {
        assertThat(settings("shelf://b", Map.of()).seconds("shelf.wait", OTHERWISE))
                .isEqualTo(OTHERWISE);
        for (int seconds : new int[] {1, StoreSettings.MAX_SECONDS}) {
            assertThat(settings("shelf://b", Map.of("shelf.wait", "" + seconds)).seconds("shelf.wait", OTHERWISE))
                    .isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void seconds_pastTheLimitsOrNoNumber_areRefusedByName() {
        for (String text : new String[] {"0", "3601", "-1", "1.5", "ten", "", "99999999999"}) {
            assertThatThrownBy(() ->
                            settings("shelf://b", Map.of("shelf.wait", text)).seconds("shelf.wait", OTHERWISE))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("shelf.wait");
        }
    }

    @Test
    void endpoint_ofSchemeHostAndPort_isTakenWithoutASlash() throws Exception {
        for (String text : new String[] {"https://shelf.example:8443", "https://shelf.example:8443/"}) {
            assertThat(StoreSettings.endpoint("shelf.endpoint", text))
                    .isEqualTo(URI.create("https://shelf.example:8443"));
        }
    }

    @Test
    void endpoint_ofMoreOrLess_isRefused() {
        for (String text : new String[] {
            "shelf.example",
            "ftp://h",
            "https://",
            "https://u:p@h",
            "https://h/path",
            "https://h?q",
            "https://h#f",
            "ht tp"
        }) {
            assertInvalid(() -> StoreSettings.endpoint("shelf.endpoint", text));
        }
    }

    private static void assertInvalid(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StorageException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFIG_INVALID));
    }

    private static StoreSettings settings(String location, Map<String, String> settings) throws StorageException {
        return StoreSettings.of(
                "Shelf",
                PluginConfig.of(URI.create(location), settings),
                Set.of("shelf.wait", "shelf.endpoint", "shelf.secret"));
    }
}
