package dev.coven.conformance.certify;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.coven.conformance.Level;
import dev.coven.conformance.Seed;
import dev.coven.conformance.certify.Certificate.Result;
import dev.coven.conformance.rule.PluginKind;
import dev.coven.conformance.rule.Rule;
import dev.coven.conformance.rule.RuleBook;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.plugin.SpiLevel;
import dev.coven.spi.plugin.Stability;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.engine.Constants;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the contracts of a plugin's kind against the plugin of an id, as found on the class path.
 *
 * @param id the plugin's id
 * @param kind its kind, where several plugins have the id
 * @param config the file that says what the plugin needs: see the kit's README
 * @param level how long to look
 * @param seed where random values come from
 */
@Stability(Stability.Promise.INTERNAL)
public record Certification(String id, Optional<PluginKind> kind, Path config, Level level, Seed seed) {
    /**
     * Runs all rules.
     *
     * @param time for the certificate's date
     * @throws CertificationException when there is no such plugin, or the configuration lacks what its kind needs
     */
    public Certificate run(InstantSource time) throws CertificationException {
        Plugins.Found plugin = Plugins.find(id, kind);
        PluginSettings settings = PluginSettings.read(config);
        List<Class<?>> contracts = contracts(plugin.kind(), settings);
        Class<?> type = plugin.instance().getClass();
        Artifact artifact = Artifact.of(type);
        Reasons reasons = new Reasons(settings.hidden());
        Set<String> claims = claims(plugin, settings, reasons);
        ResultCollector collector = new ResultCollector(reasons);
        List<Long> seeds = new ArrayList<>();
        for (int i = 0; i < level.repetitions(); i++) {
            seeds.add(seed.value() + i);
            execute(plugin, contracts, seed.value() + i, collector);
        }
        List<Result> results = RuleBook.of(plugin.kind()).rules().stream()
                .map(rule -> isOfAnotherKindOfStore(rule, claims)
                        ? new Result(
                                rule, Outcome.NOT_CLAIMED, "the configuration says that it is not reached over HTTP")
                        : collector.resultOf(rule, claims))
                .toList();
        if (!Artifact.of(type).equals(artifact)) {
            throw new CertificationException(artifact.name() + " changed while it was examined; certify again");
        }
        return new Certificate(
                kitVersion(),
                Artifact.of(Certification.class),
                SpiLevel.CURRENT,
                plugin.kind(),
                plugin.descriptor(),
                type.getName(),
                artifact,
                claims,
                level,
                seeds,
                "%s %s, %s %s"
                        .formatted(
                                property("java.vm.name"),
                                property("java.runtime.version"),
                                property("os.name"),
                                property("os.arch")),
                LocalDate.ofInstant(time.instant(), ZoneOffset.UTC).toString(),
                results);
    }

    private static boolean isOfAnotherKindOfStore(Rule rule, Set<String> claims) {
        return rule.claim().equals(Optional.of(Certificate.HTTP)) && !claims.contains(Certificate.HTTP);
    }

    /** What the class path says of tests must not count: a plugin's jar could switch the rules off. */
    private void execute(Plugins.Found plugin, List<Class<?>> contracts, long seedOfRun, ResultCollector collector) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .configurationParameter(PluginUnderTest.ID, id)
                .configurationParameter(PluginUnderTest.KIND, plugin.kind().word())
                .configurationParameter(PluginUnderTest.CONFIG, config.toString())
                .enableImplicitConfigurationParameters(false)
                .configurationParameter(Constants.EXTENSIONS_AUTODETECTION_ENABLED_PROPERTY_NAME, "false")
                .configurationParameter(Level.PROPERTY, level.word())
                .configurationParameter(Seed.PROPERTY, Long.toString(seedOfRun));
        contracts.forEach(contract -> request.selectors(selectClass(contract)));
        LauncherDiscoveryRequest run = request.build();
        LauncherConfig alone = LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .addTestEngines(new JupiterTestEngine())
                .build();
        LauncherFactory.create(alone).execute(run, collector);
    }

    /** The classes to run; what the kind needs and the configuration lacks is found out here. */
    private static List<Class<?>> contracts(PluginKind kind, PluginSettings settings) throws CertificationException {
        switch (kind) {
            case STORAGE -> {
                settings.location();
                return settings.isRemote()
                        ? List.of(CertifiedProvider.class, CertifiedStore.class, CertifiedRemoteStore.class)
                        : List.of(CertifiedProvider.class, CertifiedStore.class);
            }
            case SIGNATURE -> {
                settings.vectors();
                return List.of(CertifiedScheme.class);
            }
            case POLICY -> {
                settings.specialValues();
                return List.of(CertifiedPolicy.class);
            }
            case BLOBPLAN -> {
                settings.rows();
                return List.of(CertifiedPlan.class);
            }
        }
        throw new IllegalStateException("no contract for " + kind);
    }

    private static Set<String> claims(Plugins.Found plugin, PluginSettings settings, Reasons reasons)
            throws CertificationException {
        Set<String> claims = new TreeSet<>();
        if (plugin.instance() instanceof ConflictPolicy policy) {
            claims.add(word(policy.granularity()));
        }
        if (plugin.instance() instanceof StorageProvider provider) {
            if (settings.isRemote()) {
                claims.add(Certificate.HTTP);
            }
            Path scratch = temporaryFolder();
            Place place = new Place(scratch, settings);
            try (ObjectStore store = provider.open(
                    PluginConfig.of(place.location(settings.location()), place.settings(settings.settings())))) {
                store.traits().capabilities().forEach(capability -> claims.add(word(capability)));
            } catch (StorageException e) {
                throw new CertificationException("the store cannot be opened: " + reasons.of(e), e);
            } finally {
                delete(scratch);
            }
        }
        return claims;
    }

    private static Path temporaryFolder() throws CertificationException {
        try {
            return Files.createTempDirectory("coven-certify");
        } catch (IOException e) {
            throw new CertificationException("cannot make a folder for temporary files", e);
        }
    }

    private static void delete(Path folder) throws CertificationException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new CertificationException("cannot remove " + folder, e);
        }
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    static String kitVersion() {
        String version = Certification.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }
}
