package dev.coven.conformance.certify;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** A class path that has files of a test's making in front, as one with another plugin's jar has. */
final class ClassPathWith {
    private final Path folder;
    private final List<URL> urls = new ArrayList<>();

    ClassPathWith(Path folder) throws IOException {
        this.folder = folder;
        urls.add(folder.toUri().toURL());
    }

    ClassPathWith file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, text);
        return this;
    }

    ClassPathWith service(Class<?> service, Class<?> implementation) throws IOException {
        return file("META-INF/services/" + service.getName(), implementation.getName());
    }

    ClassPathWith jar(Path jar) throws IOException {
        urls.add(jar.toUri().toURL());
        return this;
    }

    <T> T call(Callable<T> task) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]), before)) {
            thread.setContextClassLoader(loader);
            return task.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
