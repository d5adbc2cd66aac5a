package dev.coven.conformance.signature;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.coven.spi.plugin.Stability;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;

/**
 * Vectors in a HOCON file, the same that {@code coven certify} reads: a list {@code certify.vectors} of objects with {@code source},
 * {@code public-key}, {@code message}, {@code signature}, and {@code secret-key} or {@code refused = true} where it is so.
 */
@Stability(Stability.Promise.STABLE)
public final class SignatureVectors {
    private SignatureVectors() {}

    /**
     * The vectors of a resource.
     *
     * @throws IllegalArgumentException when there is none, or it is not in that form
     */
    public static List<SignatureVector> read(URL resource) {
        try {
            return of(ConfigFactory.parseURL(resource).resolve().getConfigList("certify.vectors"));
        } catch (ConfigException e) {
            throw new IllegalArgumentException(resource + ": " + e.getMessage(), e);
        }
    }

    /**
     * The vectors of a list of settings.
     *
     * @throws ConfigException when something is missing
     * @throws IllegalArgumentException when something is not hexadecimal
     */
    public static List<SignatureVector> of(List<? extends Config> settings) {
        List<SignatureVector> vectors = new ArrayList<>();
        for (Config vector : settings) {
            String source = vector.getString("source");
            String key = vector.getString("public-key");
            String message = vector.getString("message");
            String signature = vector.getString("signature");
            boolean refused = vector.hasPath("refused") && vector.getBoolean("refused");
            SignatureVector read = refused
                    ? SignatureVector.refused(source, key, message, signature)
                    : SignatureVector.valid(source, key, message, signature);
            vectors.add(vector.hasPath("secret-key") ? read.signedBy(vector.getString("secret-key")) : read);
        }
        return vectors;
    }
}
