package dev.coven.conformance.certify;

import dev.coven.conformance.policy.ConflictPolicyContract;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rules of conflict policies, for the plugin of this run. */
@ExtendWith(PluginUnderTest.Resolver.class)
final class CertifiedPolicy extends ConflictPolicyContract {
    private final ConflictPolicy policy;
    private final List<SqlValue> specialValues;

    CertifiedPolicy(PluginUnderTest plugin) throws CertificationException {
        policy = plugin.as(ConflictPolicy.class);
        specialValues = plugin.settings().specialValues();
    }

    @Override
    protected ConflictPolicy policy() {
        return policy;
    }

    @Override
    protected List<SqlValue> specialValues() {
        return specialValues;
    }
}
