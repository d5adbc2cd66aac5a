package dev.coven.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a contract against a plugin as an author's build would. */
public final class KitRun {
    private final Map<String, String> failed = new TreeMap<>();
    private final Map<String, String> aborted = new TreeMap<>();

    private KitRun() {}

    /** A run of all rules whose tests are asked for. */
    public static KitRun of(Class<?> contractTest, Predicate<String> asked) {
        return of(contractTest, asked, Map.of());
    }

    /** The same, with configuration parameters of JUnit. */
    public static KitRun of(Class<?> contractTest, Predicate<String> asked, Map<String, String> parameters) {
        KitRun run = new KitRun();
        PostDiscoveryFilter filter = found -> FilterResult.includedIf(
                methodOf(found.getSource()).map(asked::test).orElse(true));
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(contractTest))
                .filters(filter)
                .configurationParameters(parameters)
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                run.finished(test, result);
            }
        });
        return run;
    }

    private void finished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() != Status.SUCCESSFUL) {
            String method = methodOf(test.getSource())
                    .orElseThrow(() -> new AssertionError(
                            test + " failed as a whole", result.getThrowable().orElse(null)));
            String message = result.getThrowable().map(Throwable::getMessage).orElse("");
            (result.getStatus() == Status.FAILED ? failed : aborted).merge(method, "" + message, String::concat);
        }
    }

    /** The tests that failed, with what they say. */
    public Map<String, String> failed() {
        return failed;
    }

    /** The tests that say of themselves that what they ask is not kept, or that they ask for nothing, with their reasons. */
    public Map<String, String> aborted() {
        return aborted;
    }

    private static Optional<String> methodOf(Optional<TestSource> source) {
        return source.filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(MethodSource::getMethodName);
    }
}
