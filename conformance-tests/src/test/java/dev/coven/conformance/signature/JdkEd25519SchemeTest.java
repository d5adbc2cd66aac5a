package dev.coven.conformance.signature;

import dev.coven.spi.signature.SignatureScheme;

class JdkEd25519SchemeTest extends SignatureSchemeContract {
    @Override
    protected SignatureScheme scheme() {
        return new JdkEd25519Scheme();
    }
}
