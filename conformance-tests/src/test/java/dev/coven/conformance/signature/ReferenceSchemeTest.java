package dev.coven.conformance.signature;

import dev.coven.spi.signature.SignatureScheme;

class ReferenceSchemeTest extends SignatureSchemeContract {
    @Override
    protected SignatureScheme scheme() {
        return new ReferenceScheme();
    }
}
