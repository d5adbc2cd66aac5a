package dev.coven.conformance.signature;

import java.util.List;

/** Schemes that are sound but for one thing: each subclass spoils a {@link HashScheme}. */
abstract class BrokenScheme extends SignatureSchemeContract {
    @Override
    protected List<SignatureVector> vectors() {
        return HashScheme.VECTORS;
    }
}
