package dev.coven.conformance.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Optional;

/** Has the engine and this kit a second time, with a bug planted; everything else is shared with the loader of this class. */
final class MutantLoader extends ClassLoader {
    private static final List<String> OWN = List.of("dev.coven.engine.", "dev.coven.conformance.");
    private static final String SHARED = PlantedRun.class.getName();

    private final Mutation mutation;
    private boolean planted;

    MutantLoader(Mutation mutation) {
        super(MutantLoader.class.getClassLoader());
        this.mutation = mutation;
    }

    /** Simulations of the engine that is in here. */
    PlantedRun simulationsFor(PlantedBug bug) {
        try {
            Constructor<?> constructor = loadClass(MutantPlay.class.getName()).getDeclaredConstructor(String.class);
            constructor.setAccessible(true);
            return (PlantedRun) constructor.newInstance(bug.name());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the simulations of a mutant cannot be made", e);
        }
    }

    /** Whether the class with the bug was ever used. */
    boolean hasPlanted() {
        return planted;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        boolean shared = OWN.stream().noneMatch(name::startsWith) || name.startsWith(SHARED);
        if (shared) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = name.equals(mutation.type())
                ? mutation.plant(getParent())
                : read(name).orElseThrow(() -> new ClassNotFoundException(name));
        planted |= name.equals(mutation.type());
        return defineClass(name, bytes, 0, bytes.length);
    }

    private Optional<byte[]> read(String name) {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
