package dev.coven.conformance.signature;

import dev.coven.spi.signature.SignatureScheme;
import java.util.List;

class ReferenceSchemeTest extends SignatureSchemeContract {
    @Override
    protected SignatureScheme scheme() {
        return new ReferenceScheme();
    }

    @Override
    protected List<SignatureVector> vectors() {
        return ReferenceVectors.ALL;
    }
}
