package dev.coven.servers;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
public final class S3Server implements AutoCloseable {
    /** The one bucket. */
    public static final String BUCKET = "coven-tests";
    /** The one access key. */
    public static final String ACCESS_KEY_ID = "AKIDTEST";
    /** Its secret. */
    public static final String SECRET_ACCESS_KEY = "s3cr3t-of-the-tests";

    private final URLClassLoader loader;
    private final Object server;
    private final int port;
    private final AtomicInteger prefixes = new AtomicInteger();

    private S3Server(URLClassLoader loader, Object server, int port) {
        this.loader = loader;
        this.server = server;
        this.port = port;
    }

    /** Starts one, empty but for the bucket. */
    public static S3Server start() throws Exception {
        Path jar = jar();
        Properties properties = new Properties();
        properties.setProperty("s3proxy.endpoint", "http://127.0.0.1:0");
        properties.setProperty("s3proxy.authorization", "aws-v4");
        properties.setProperty("s3proxy.identity", ACCESS_KEY_ID);
        properties.setProperty("s3proxy.credential", SECRET_ACCESS_KEY);
        properties.setProperty("jclouds.provider", "transient-nio2");
        properties.setProperty("jclouds.identity", "none");
        properties.setProperty("jclouds.credential", "none");
        URLClassLoader loader =
                new URLClassLoader(new URL[] {ownClasses(), jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
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

    private static Path jar() throws IOException {
        Properties built = new Properties();
        try (InputStream file = S3Server.class.getResourceAsStream("/servers.properties")) {
            built.load(Objects.requireNonNull(file, "servers.properties is built beside this class"));
        }
        Path jar = Path.of(built.getProperty("s3proxy.jar"));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("there is no " + jar + "; run mvn -pl storage-servers process-resources");
        }
        return jar;
    }

    /** This module's own classes: with settings of the server's log, which would go to stdout, and a mark for its store. */
    private static URL ownClasses() {
        return S3Server.class.getProtectionDomain().getCodeSource().getLocation();
    }

    /** A prefix that no other test uses. */
    public String newPrefix() {
        return "test-" + prefixes.incrementAndGet();
    }

    /** Its port, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Where it is. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** A store's URL. */
    public URI location(String prefix) {
        return location(prefix, endpoint());
    }

    /** The same by way of another address, such as a proxy's. */
    public static URI location(String prefix, URI endpoint) {
        return URI.create("s3://" + BUCKET + "/" + prefix + "?endpoint=" + endpoint);
    }

    /** The credentials, as settings of a store. */
    public static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("s3.access-key-id", ACCESS_KEY_ID);
        settings.put("s3.secret-access-key", SECRET_ACCESS_KEY);
        return settings;
    }

    /** A store, by the plugin that is on the class path. */
    public ObjectStore open(String prefix) throws StorageException {
        return StorePlugins.open(PluginConfig.of(location(prefix), settings()));
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
    public static final class Extension implements BeforeAllCallback, ParameterResolver {
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
