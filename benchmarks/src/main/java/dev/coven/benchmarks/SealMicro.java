package dev.coven.benchmarks;

import dev.coven.engine.crypto.LibraryKey;
import dev.coven.engine.crypto.LibraryKeyring;
import dev.coven.engine.crypto.ObjectCipher;
import dev.coven.engine.crypto.UnreadableObjectException;
import dev.coven.spi.storage.ObjectKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An object, encrypted and decrypted in memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SealMicro {
    private static final ObjectKey KEY = new ObjectKey("changes/d/00/1.env");

    private final ObjectCipher cipher = new ObjectCipher(
            new LibraryKeyring(List.of(LibraryKey.generate(1, new SecureRandom()))),
            "0123456789abcdef0123456789abcdef");
    private byte[] plain = new byte[0];
    private byte[] sealed = new byte[0];

    /** How large the object is. */
    @Param({"1024", "1048576"})
    public int bytes;

    /** Makes the object. */
    @Setup
    public void makeObject() {
        plain = new byte[bytes];
        sealed = cipher.seal(KEY, plain);
    }

    /** Encrypts it. */
    @Benchmark
    public byte[] seal() {
        return cipher.seal(KEY, plain);
    }

    /** Decrypts it, after every byte of it was authenticated. */
    @Benchmark
    public byte[] open() throws UnreadableObjectException {
        return cipher.open(KEY, sealed);
    }
}
