package dev.coven.conformance.signature;

import dev.coven.spi.signature.SignatureScheme;

/**
 * What every {@link SignatureScheme} keeps, as far as tests can tell: that nobody forges is a matter of proofs.
 *
 * <p>A plugin's test extends this class and names the scheme. The rules stand in {@code SigningRules}, {@code KeyRules}
 * and {@code HostileInputRules}; the Javadoc of each says what it asks, why, and where to look when it fails.
 */
public abstract class SignatureSchemeContract extends HostileInputRules {
    /** For subclasses. */
    protected SignatureSchemeContract() {}

    /** The scheme under test. */
    @Override
    protected abstract SignatureScheme scheme();
}
