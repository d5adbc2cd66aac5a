package dev.coven.storage.s3;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * S3Proxy, a server of others' making that speaks S3 and checks signatures, on a free port of this machine and with its objects in
 * memory. One serves all tests of a run; every test takes a prefix of its own.
 *
 * <p>It runs in a class loader of its own, since it brings along newer versions of the libraries that the store itself uses.
 *
 * <p>What it does not check: the region that a request is signed for, and session tokens.
 */
final class S3Server implements AutoCloseable {
    static final String BUCKET = "coven-tests";
    static final String ACCESS_KEY_ID = "AKIDTEST";
    static final String SECRET_ACCESS_KEY = "s3cr3t-of-the-tests";

    private final URLClassLoader loader;
    private final Object server;
    private final int port;
    private final AtomicInteger prefixes = new AtomicInteger();

    private S3Server(URLClassLoader loader, Object server, int port) {
        this.loader = loader;
        this.server = server;
        this.port = port;
    }

    static S3Server start() throws Exception {
        Path jar = Path.of(System.getProperty("coven.s3proxy.jar", "target/servers/s3proxy.jar"));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("there is no " + jar.toAbsolutePath() + "; run mvn process-test-resources");
        }
        Properties properties = new Properties();
        properties.setProperty("s3proxy.endpoint", "http://127.0.0.1:0");
        properties.setProperty("s3proxy.authorization", "aws-v4");
        properties.setProperty("s3proxy.identity", ACCESS_KEY_ID);
        properties.setProperty("s3proxy.credential", SECRET_ACCESS_KEY);
        properties.setProperty("jclouds.provider", "transient-nio2");
        properties.setProperty("jclouds.identity", "none");
        properties.setProperty("jclouds.credential", "none");
        URLClassLoader loader =
                new URLClassLoader(new URL[] {tests(), jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> builderType = loader.loadClass("org.gaul.s3proxy.S3Proxy$Builder");
            Class<?> storeType = loader.loadClass("org.gaul.s3proxy.blobstore.BlobStore");
            Object store = loader.loadClass("org.gaul.s3proxy.BlobStores")
                    .getMethod("create", String.class, Properties.class)
                    .invoke(null, "transient-nio2", properties);
            Object builder =
                    builderType.getMethod("fromProperties", Properties.class).invoke(null, properties);
            builderType.getMethod("blobStore", storeType).invoke(builder, FlatNames.over(store, storeType));
            Object server = builderType.getMethod("build").invoke(builder);
            server.getClass().getMethod("start").invoke(server);
            storeType.getMethod("createContainer", String.class).invoke(store, BUCKET);
            return new S3Server(
                    loader, server, (int) server.getClass().getMethod("getPort").invoke(server));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** These tests' own classes: with settings of the server's log, which would go to stdout, and a mark for its store. */
    private static URL tests() {
        return S3Server.class.getProtectionDomain().getCodeSource().getLocation();
    }

    /** A prefix that no other test uses. */
    String newPrefix() {
        return "test-" + prefixes.incrementAndGet();
    }

    int port() {
        return port;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    URI location(String prefix) {
        return location(prefix, endpoint());
    }

    static URI location(String prefix, URI endpoint) {
        return URI.create("s3://" + BUCKET + "/" + prefix + "?endpoint=" + endpoint);
    }

    static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put(S3Config.ACCESS_KEY_ID, ACCESS_KEY_ID);
        settings.put(S3Config.SECRET_ACCESS_KEY, SECRET_ACCESS_KEY);
        return settings;
    }

    ObjectStore open(String prefix) throws StorageException {
        return new S3Provider().open(PluginConfig.of(location(prefix), settings()));
    }

    @Override
    public void close() throws IOException {
        try {
            server.getClass().getMethod("stop").invoke(server);
        } catch (ReflectiveOperationException e) {
            throw new IOException("the server does not stop", e);
        } finally {
            loader.close();
        }
    }

    /** Gives test classes the run's server. */
    static final class Extension implements BeforeAllCallback, ParameterResolver {
        private static final Namespace NAMESPACE = Namespace.create(S3Server.class);

        @Override
        public void beforeAll(ExtensionContext context) {
            server(context);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == S3Server.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return server(context);
        }

        private static S3Server server(ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .getOrComputeIfAbsent(S3Server.class, type -> startUnchecked(), S3Server.class);
        }

        private static S3Server startUnchecked() {
            try {
                return start();
            } catch (Exception e) {
                throw new IllegalStateException("the S3 server does not start", e);
            }
        }
    }
}
