package dev.coven.conformance.certify;

import dev.coven.conformance.certify.Certificate.Result;
import dev.coven.conformance.rule.Obligation;
import dev.coven.conformance.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Hears of each test what came of it. A rule is as good as its worst test, in all repetitions; one that never ran is not kept.
 * What went wrong before any rule could be asked for is the reason of every rule that was not.
 */
final class ResultCollector implements TestExecutionListener {
    private final Reasons reasons;
    private final Set<String> ran = new HashSet<>();
    private final Map<String, String> failures = new HashMap<>();
    private final Map<String, String> aborted = new HashMap<>();
    private final List<String> before = new ArrayList<>();

    ResultCollector(Reasons reasons) {
        this.reasons = reasons;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        methodOf(test).ifPresent(method -> failures.putIfAbsent(method, "it was skipped: " + reasons.of(reason)));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String reason = result.getThrowable().map(reasons::of).orElse("");
        Optional<String> method = methodOf(test);
        if (method.isEmpty()) {
            if (result.getStatus() != Status.SUCCESSFUL) {
                before.add(reason);
            }
            return;
        }
        if (test.isTest()) {
            ran.add(method.get());
        }
        switch (result.getStatus()) {
            case FAILED -> failures.putIfAbsent(method.get(), reason);
            case ABORTED -> aborted.putIfAbsent(method.get(), reason);
            case SUCCESSFUL -> {}
        }
    }

    private static Optional<String> methodOf(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getMethodName());
    }

    /** What came of a rule that was asked for. */
    Result resultOf(Rule rule, Set<String> claims) {
        String test = rule.test();
        if (failures.containsKey(test)) {
            return unkept(rule, failures.get(test));
        }
        if (aborted.containsKey(test)) {
            boolean needsClaim =
                    rule.claim().isPresent() && !claims.contains(rule.claim().get());
            return needsClaim
                    ? new Result(rule, Outcome.NOT_CLAIMED, aborted.get(test))
                    : unkept(rule, aborted.get(test));
        }
        if (!ran.contains(test)) {
            return new Result(
                    rule, Outcome.FAILED, "it was not asked for" + (before.isEmpty() ? "" : ": " + before.get(0)));
        }
        return new Result(rule, Outcome.PASSED, "");
    }

    private static Result unkept(Rule rule, String reason) {
        boolean should = rule.obligation() == Obligation.SHOULD;
        return new Result(rule, should ? Outcome.MISSED : Outcome.FAILED, reason);
    }
}
