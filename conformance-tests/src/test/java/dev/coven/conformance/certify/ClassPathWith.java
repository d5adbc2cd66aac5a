package dev.coven.conformance.certify;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** A class path that has files of a test's making in front, as one with another plugin's jar has. */
final class ClassPathWith {
    private final Path folder;

    ClassPathWith(Path folder) {
        this.folder = folder;
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

    <T> T call(Callable<T> task) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            return task.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
