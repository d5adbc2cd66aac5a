package dev.coven.conformance.certify;

import dev.coven.conformance.rule.PluginKind;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The plugin that a run is about, as the run's configuration parameters name it.
 *
 * @param plugin the plugin, of this test alone
 * @param settings what it needs
 */
record PluginUnderTest(Plugins.Found plugin, PluginSettings settings) {
    static final String ID = "coven.certify.plugin";
    static final String KIND = "coven.certify.kind";
    static final String CONFIG = "coven.certify.config";

    <P> P as(Class<P> type) {
        return type.cast(plugin.instance());
    }

    /** Gives the classes of this package their plugin. */
    static final class Resolver implements ParameterResolver {
        /** For JUnit. */
        Resolver() {}

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == PluginUnderTest.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            try {
                Optional<PluginKind> kind =
                        Optional.of(PluginKind.of(required(context, KIND)).orElseThrow());
                return new PluginUnderTest(
                        Plugins.find(required(context, ID), kind),
                        PluginSettings.read(Path.of(required(context, CONFIG))));
            } catch (CertificationException e) {
                throw new ParameterResolutionException("" + e.getMessage(), e);
            }
        }

        private static String required(ExtensionContext context, String name) {
            return context.getConfigurationParameter(name)
                    .orElseThrow(() -> new ParameterResolutionException(name + " is not set; a certification sets it"));
        }
    }
}
