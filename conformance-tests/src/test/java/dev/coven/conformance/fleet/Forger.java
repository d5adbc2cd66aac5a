package dev.coven.conformance.fleet;

import dev.coven.conformance.signature.ReferenceScheme;
import dev.coven.engine.crypto.ObjectCipher;
import dev.coven.engine.document.Author;
import dev.coven.engine.envelope.EnvelopeHeader;
import dev.coven.engine.envelope.EnvelopeLimits;
import dev.coven.engine.envelope.EnvelopeReader;
import dev.coven.engine.envelope.EnvelopeWriter;
import dev.coven.engine.envelope.OpenedEnvelope;
import dev.coven.engine.identity.FileVault;
import dev.coven.engine.identity.Identity;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.UnaryOperator;

/** A member who abuses a real signing key and the real library key to write what the engine never would. */
final class Forger {
    private final StoredObjects objects;
    private final String libraryId;
    private final Author author;
    private final ObjectCipher cipher;

    Forger(Fleet fleet, Device device) throws Exception {
        FileVault vault = new FileVault(device.home());
        Identity identity = vault.identity().orElseThrow();
        this.objects = fleet.store().objects();
        this.libraryId = device.status().libraryId();
        this.author = new Author(
                identity.schemeId(),
                identity.signing().publicKey(),
                new ReferenceScheme().signer(identity.signing().secretKey()));
        this.cipher = new ObjectCipher(vault.keyring(libraryId).orElseThrow(), libraryId);
    }

    Author author() {
        return author;
    }

    String libraryId() {
        return libraryId;
    }

    /** The plain bytes of a small object. */
    byte[] openSmall(ObjectKey key) throws Exception {
        return cipher.open(key, objects.read(key));
    }

    void putSmall(ObjectKey key, byte[] plain) {
        objects.replace(key, cipher.seal(key, plain));
    }

    /** The plain bytes of an envelope. */
    byte[] openEnvelope(String device, long seq) throws Exception {
        ObjectKey key = StoreLayout.changeset(device, seq);
        try (InputStream plain = cipher.opening(key, new ByteArrayInputStream(objects.read(key)))) {
            return plain.readAllBytes();
        }
    }

    void putEnvelope(String device, long seq, byte[] plain) throws Exception {
        ObjectKey key = StoreLayout.changeset(device, seq);
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (OutputStream sealing = cipher.sealing(key, sealed)) {
            sealing.write(plain);
        }
        objects.replace(key, sealed.toByteArray());
    }

    /** Signs an envelope anew with another header, everything else as it was, and puts it in its place. */
    void changeHeader(String device, long seq, UnaryOperator<EnvelopeHeader> change) throws Exception {
        byte[] plain = openEnvelope(device, seq);
        OpenedEnvelope envelope = EnvelopeReader.read(new ByteArrayInputStream(plain), EnvelopeLimits.DEFAULT);
        EnvelopeHeader header = change.apply(envelope.header());
        int clocksEnd = plain.length - signatureBytes();
        int clocksStart = clocksEnd - envelope.clocks().length;
        int storedStart = clocksStart - Math.toIntExact(envelope.header().changesetStored());
        byte[] stored = java.util.Arrays.copyOfRange(plain, storedStart, clocksStart);
        ByteArrayOutputStream forged = new ByteArrayOutputStream();
        EnvelopeWriter.write(forged, header, Payload.of(stored), envelope.clocks(), author);
        putEnvelope(device, seq, forged.toByteArray());
    }

    private int signatureBytes() {
        return author.signer().sign(new byte[0]).length;
    }
}
