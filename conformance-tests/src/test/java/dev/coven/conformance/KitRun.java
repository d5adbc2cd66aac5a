package dev.coven.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
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

    /** The rules that fail, with what they say, but for the one that asks for a service file. */
    public static Map<String, String> failures(Class<?> contractTest) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(contractTest))
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

    private static Optional<String> ruleOf(Optional<TestSource> source) {
        return source.map(MethodSource.class::cast).map(MethodSource::getMethodName);
    }
}
