package dev.coven.engine.layout;

import com.google.inject.Guice;
import dev.coven.cli.OffenceOfTheCommand;
import dev.coven.conformance.Level;
import dev.coven.engine.clock.OffenceInACircle;
import dev.coven.engine.micrometer.MicrometerMeter;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.jclouds.blobstore.BlobStore;

/** Knows all that the pure core must not, and what belongs to one package of the engine alone. */
final class OffenceOfThePure {
    private final LongSupplier stopwatch = System::nanoTime;
    private final SecureRandom random = new SecureRandom();
    private final List<Class<?>> known = List.of(
            Connection.class,
            Guice.class,
            BlobStore.class,
            MicrometerMeter.class,
            Level.class,
            OffenceInACircle.class,
            OffenceOfTheCommand.class);

    @Override
    public String toString() {
        System.out.println(known);
        return "" + Instant.now() + random + stopwatch;
    }
}
