package dev.coven.storage.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectVersion;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GcsJsonTest {
    @Test
    void page_listing_hasKeysWithoutThePrefixAndPassesStrangersOver() throws Exception {
        GcsJson.Page page = page("""
            {"kind": "storage#objects", "nextPageToken": "t", "items": [
              {"name": "p/a", "size": "3", "generation": "17", "storageClass": "NEW"},
              {"name": "p/a folder/", "size": "0", "generation": "18"}]}\
            """);
        assertThat(page.objects()).containsExactly(new ObjectStat(new ObjectKey("a"), 3, new ObjectVersion("17")));
        assertThat(page.next()).contains("t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html></html>",
                "[]",
                "{}",
                "{\"kind\": \"storage#object\"}",
                "{\"kind\": \"storage#objects\", \"items\": {}}",
                "{\"kind\": \"storage#objects\", \"items\": [1]}",
                "{\"kind\": \"storage#objects\", \"items\": [{\"name\": \"q/a\", \"size\": \"1\", \"generation\":"
                        + " \"1\"}]}",
                "{\"kind\": \"storage#objects\", \"items\": [{\"name\": \"p/a\", \"size\": \"-1\", \"generation\":"
                        + " \"1\"}]}",
                "{\"kind\": \"storage#objects\", \"items\": [{\"name\": \"p/a\", \"size\": \"1\"}]}",
                "{\"kind\": \"storage#objects\", \"nextPageToken\": \"\"}",
                "{\"kind\": \"storage#objects\", \"nextPageToken\": {}}"
            })
    void page_whatIsNoListing_isRefused(String json) {
        assertThatThrownBy(() -> page(json)).isInstanceOf(IOException.class);
    }

    @Test
    void errorReason_ofAnything_isAWordOrNothing() {
        assertThat(reason("{\"error\":{\"errors\":[{\"reason\":\"rateLimitExceeded\"}]}}"))
                .isEqualTo("rateLimitExceeded");
        assertThat(reason("{\"error\":\"invalid_grant\"}")).isEqualTo("invalid_grant");
        assertThat(reason("{\"error\":{\"errors\":[{\"reason\":\"a b\\n\"}]}}")).isEmpty();
        assertThat(reason("{\"error\":{\"errors\":[7]}}")).isEmpty();
        assertThat(reason("{\"error\":{\"errors\":[]}}")).isEmpty();
        assertThat(reason("<html>502")).isEmpty();
        assertThat(reason("")).isEmpty();
    }

    private static String reason(String json) {
        return GcsJson.errorReason(json.getBytes(UTF_8));
    }

    private static GcsJson.Page page(String json) throws IOException {
        return GcsJson.page(json.getBytes(UTF_8), "p/");
    }
}
