package dev.coven.benchmarks;

import dev.coven.crypto.ed25519.Ed25519Scheme;
import dev.coven.engine.document.Author;
import dev.coven.engine.document.BadSignatureException;
import dev.coven.engine.document.DeviceNonce;
import dev.coven.engine.document.Fingerprints;
import dev.coven.engine.document.SignatureSchemes;
import dev.coven.engine.envelope.Compression;
import dev.coven.engine.envelope.EnvelopeHeader;
import dev.coven.engine.envelope.EnvelopeLimits;
import dev.coven.engine.envelope.EnvelopeReader;
import dev.coven.engine.envelope.EnvelopeWriter;
import dev.coven.engine.envelope.OpenedEnvelope;
import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.SigningKeyPair;
import dev.coven.spi.storage.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An envelope of three rows, as most are: signed, and read with its signature and its hash checked. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class VerifyMicro {
    private static final int ROWS = 3;
    private static final String LIBRARY = "0123456789abcdef0123456789abcdef";
    private static final byte[] CLOCKS = new byte[ROWS * 8];

    private final Ed25519Scheme scheme = new Ed25519Scheme();
    private final SignatureSchemes schemes = (id, key) -> scheme.verifier(key);
    private final Author author = newAuthor();
    private final byte[] changeset = newChangeset();
    private final EnvelopeHeader header = newHeader();
    private final byte[] envelope = written();

    private Author newAuthor() {
        SigningKeyPair keys = scheme.generate(new SecureRandom());
        try {
            return new Author(scheme.descriptor().id(), keys.publicKey(), scheme.signer(keys.secretKey()));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("the scheme refuses a key that it has just made", e);
        }
    }

    private static byte[] newChangeset() {
        try {
            return BenchChanges.bytes(BenchChanges.inserts(ROWS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EnvelopeHeader newHeader() {
        DeviceNonce nonce = new DeviceNonce(new byte[DeviceNonce.BYTES]);
        return new EnvelopeHeader(
                LIBRARY,
                Fingerprints.deviceId(author.schemeId(), author.key(), nonce),
                nonce,
                1,
                "",
                1,
                1L << 32,
                "",
                changeset.length,
                changeset.length,
                CLOCKS.length,
                ROWS,
                Compression.NONE,
                author.schemeId(),
                author.key());
    }

    private byte[] written() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            EnvelopeWriter.write(out, header, Payload.of(changeset), CLOCKS, author);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes and signs it. */
    @Benchmark
    public byte[] sign() {
        return written();
    }

    /** Reads it and checks everything that it says. */
    @Benchmark
    public OpenedEnvelope verify() throws IOException, BadSignatureException {
        OpenedEnvelope opened = EnvelopeReader.read(new ByteArrayInputStream(envelope), EnvelopeLimits.DEFAULT);
        opened.changeset().transferTo(OutputStream.nullOutputStream());
        opened.clocks();
        opened.verify(schemes);
        return opened;
    }
}
