package dev.coven.spi.blob;

import dev.coven.spi.plugin.Stability;
import java.util.regex.Pattern;

/**
 * The name of a blob in the store. A blob is immutable: other bytes need another id.
 *
 * @param namespace what kind of blob, {@code [a-z0-9-]}, 1 to 40 characters
 * @param id which one, {@code [A-Za-z0-9_-]}, 2 to 128 characters; a random id or a content hash
 */
@Stability(Stability.Promise.STABLE)
public record BlobRef(String namespace, String id) {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{2,128}");

    /** Validates both; throws {@link IllegalArgumentException}. */
    public BlobRef {
        if (!isValid(namespace, id)) {
            throw new IllegalArgumentException("not a blob name: '" + namespace + "/" + id + "'");
        }
    }

    /** Whether both texts can name a blob: for values that come from a row. */
    public static boolean isValid(String namespace, String id) {
        return NAMESPACE.matcher(namespace).matches() && ID.matcher(id).matches();
    }
}
