package dev.coven.conformance.signature;

import dev.coven.spi.plugin.Stability;
import dev.coven.spi.signature.SignatureScheme;
import java.util.List;

/**
 * What every {@link SignatureScheme} keeps, as far as tests can tell: that nobody forges is a matter of proofs. A plugin's test
 * extends this class, names the scheme, and gives published answers:
 *
 * <pre>{@code
 * class MySchemeTest extends SignatureSchemeContract {
 *     @Override
 *     protected SignatureScheme scheme() {
 *         return new MyScheme();
 *     }
 *
 *     @Override
 *     protected List<SignatureVector> vectors() {
 *         return List.of(SignatureVector.valid("RFC 8032, 7.1, test 1", "d75a98..", "", "e55643.."));
 *     }
 * }
 * }</pre>
 *
 * <p>The rules stand by concern in {@code SigningRules}, {@code KeyRules}, {@code HostileInputRules}, {@code VectorRules} and
 * {@code CrossSchemeRules}; the Javadoc of each says what it asks, why, and where to look when it fails. They cannot be overridden.
 */
@Stability(Stability.Promise.STABLE)
public abstract class SignatureSchemeContract extends CrossSchemeRules {
    /** For subclasses. */
    protected SignatureSchemeContract() {}

    /** The scheme under test. */
    @Override
    protected abstract SignatureScheme scheme();

    /**
     * Published answers of the scheme, by others than the plugin's author: at least one valid signature, and the signatures that
     * are known to be accepted by mistake.
     */
    @Override
    protected abstract List<SignatureVector> vectors();
}
