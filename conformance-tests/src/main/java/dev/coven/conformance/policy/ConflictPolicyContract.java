package dev.coven.conformance.policy;

import dev.coven.spi.plugin.Stability;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.row.SqlValue;
import java.util.List;

/**
 * What every {@link ConflictPolicy} keeps: {@code merge} is the join of a semilattice, or devices that see the same writes
 * in another order end with different data. A plugin's test extends this class and names the policy:
 *
 * <pre>{@code
 * class MyPolicyTest extends ConflictPolicyContract {
 *     @Override
 *     protected ConflictPolicy policy() {
 *         return new MyPolicy();
 *     }
 *
 *     @Override
 *     protected List<SqlValue> specialValues() {
 *         return List.of(SqlValue.text("[1]"), SqlValue.text("[2,1]"));
 *     }
 * }
 * }</pre>
 *
 * <p>The laws are tried on generated cells, both single writes and merges of several: all kinds of values, awkward ones on
 * purpose, so few values and timestamps that many are equal. Two writes with equal timestamps are one write. A failure names
 * the cells and the seed. After that, fleets of devices use the policy on the real engine.
 *
 * <p>The rules stand by concern in {@code LawRules}, {@code FunctionRules} and {@code ConvergenceRules}; the Javadoc of each says
 * what it asks, why, and where to look when it fails. They cannot be overridden. Each rule looks at one law: where {@code merge}
 * throws, one rule says so, and the other laws pass these cells over.
 */
@Stability(Stability.Promise.STABLE)
public abstract class ConflictPolicyContract extends ConvergenceRules {
    /** For subclasses. */
    protected ConflictPolicyContract() {}

    /** The policy under test. */
    @Override
    protected abstract ConflictPolicy policy();

    /**
     * Values that this policy treats in a way of their own; they are tried as often as all the others together. Empty for a policy
     * that looks at timestamps only.
     */
    @Override
    protected abstract List<SqlValue> specialValues();
}
