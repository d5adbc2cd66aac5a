package org.example.coven;

import dev.coven.conformance.policy.ConflictPolicyContract;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.row.SqlValue;
import java.util.List;

class LongestTextPolicyTest extends ConflictPolicyContract {
    @Override
    protected ConflictPolicy policy() {
        return new LongestTextPolicy();
    }

    @Override
    protected List<SqlValue> specialValues() {
        return List.of(SqlValue.text("ab"), SqlValue.text("ba"), SqlValue.text("abc"));
    }
}
