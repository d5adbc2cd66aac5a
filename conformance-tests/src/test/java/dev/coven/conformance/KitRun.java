package dev.coven.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs a contract against a plugin as an author's build would. */
public final class KitRun {
    private KitRun() {}

    /** The names of the rules that fail, but for the one that asks for a service file. */
    public static Set<String> failedRules(Class<?> contractTest) {
        return failures(contractTest).keySet();
    }

    /** Whether that one rule fails, alone: its name, or nothing. */
    public static Set<String> failedRules(Class<?> contractTest, String rule) {
        PostDiscoveryFilter alone = found -> FilterResult.includedIf(
                ruleOf(found.getSource()).map(rule::equals).orElse(true));
        return failures(contractTest, alone).keySet();
    }

    /** The rules that fail, with what they say, but for the one that asks for a service file. */
    public static Map<String, String> failures(Class<?> contractTest) {
        return failures(contractTest, Set.of());
    }

    /** The same of a run that leaves some rules out. */
    public static Map<String, String> failures(Class<?> contractTest, Set<String> leftOut) {
        return failures(
                contractTest,
                found -> FilterResult.includedIf(
                        !ruleOf(found.getSource()).map(leftOut::contains).orElse(false)));
    }

    private static Map<String, String> failures(Class<?> contractTest, PostDiscoveryFilter filter) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(contractTest))
                .filters(filter)
                .build();
        LauncherFactory.create().execute(request, listener);
        Map<String, String> failed = new TreeMap<>();
        listener.getSummary()
                .getFailures()
                .forEach(failure -> failed.put(
                        ruleOf(failure.getTestIdentifier().getSource()).orElseThrow(),
                        "" + failure.getException().getMessage()));
        failed.keySet().removeIf(rule -> rule.endsWith("_isFoundByServiceLoader"));
        return failed;
    }

    /** The rules that say of themselves that they are not kept, or ask for nothing, with their reasons. */
    public static Map<String, String> abortedRules(Class<?> contractTest) {
        Map<String, String> aborted = new TreeMap<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(contractTest))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
                    aborted.put(
                            ruleOf(test.getSource()).orElseThrow(),
                            ""
                                    + result.getThrowable()
                                            .map(Throwable::getMessage)
                                            .orElse(""));
                }
            }
        });
        return aborted;
    }

    private static Optional<String> ruleOf(Optional<TestSource> source) {
        return source.filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(MethodSource::getMethodName);
    }
}
