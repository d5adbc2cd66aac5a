package dev.coven.conformance.rule;

import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.plugin.Stability;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.storage.StorageProvider;
import java.util.Arrays;
import java.util.Optional;

/** The four kinds of plugins. */
@Stability(Stability.Promise.EVOLVING)
public enum PluginKind {
    /** {@link StorageProvider}. */
    STORAGE("storage", "store.md", StorageProvider.class),
    /** {@link SignatureScheme}. */
    SIGNATURE("signature", "signature.md", SignatureScheme.class),
    /** {@link ConflictPolicy}. */
    POLICY("policy", "policy.md", ConflictPolicy.class),
    /** {@link BlobPlan}. */
    BLOBPLAN("blobplan", "blob.md", BlobPlan.class);

    private final String word;
    private final String page;
    private final Class<?> type;

    PluginKind(String word, String page, Class<?> type) {
        this.word = word;
        this.page = page;
        this.type = type;
    }

    /** What {@code coven plugins} calls the kind. */
    public String word() {
        return word;
    }

    /** The page of {@code docs/spec} that states its rules. */
    public String page() {
        return page;
    }

    /** The interface that its plugins implement. */
    public Class<?> type() {
        return type;
    }

    /** The kind of a word, if there is one. */
    public static Optional<PluginKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findAny();
    }
}
