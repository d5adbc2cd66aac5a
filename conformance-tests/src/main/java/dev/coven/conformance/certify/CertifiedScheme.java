package dev.coven.conformance.certify;

import dev.coven.conformance.signature.SignatureSchemeContract;
import dev.coven.conformance.signature.SignatureVector;
import dev.coven.spi.signature.SignatureScheme;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rules of signature schemes, for the plugin of this run. */
@ExtendWith(PluginUnderTest.Resolver.class)
final class CertifiedScheme extends SignatureSchemeContract {
    private final SignatureScheme scheme;
    private final List<SignatureVector> vectors;

    CertifiedScheme(PluginUnderTest plugin) throws CertificationException {
        scheme = plugin.as(SignatureScheme.class);
        vectors = plugin.settings().vectors();
    }

    @Override
    protected SignatureScheme scheme() {
        return scheme;
    }

    @Override
    protected List<SignatureVector> vectors() {
        return vectors;
    }
}
