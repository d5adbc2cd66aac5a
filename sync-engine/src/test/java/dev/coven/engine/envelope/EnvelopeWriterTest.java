package dev.coven.engine.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coven.engine.document.Author;
import dev.coven.engine.document.FakeSchemes;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.storage.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** What is refused before anyone else sees it. */
class EnvelopeWriterTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final byte[] stored = Envelopes.deflated(Envelopes.CHANGESET);

    @Test
    void write_byOtherAuthor_writesNothing() {
        requireRefused(Envelopes.header(), Payload.of(stored), Envelopes.CLOCKS, FakeSchemes.author("Eve"));
    }

    @Test
    void write_forDeviceOfOtherAuthor_writesNothing() {
        EnvelopeHeader header = Envelopes.header();
        PublicKey eve = FakeSchemes.author("Eve").key();
        EnvelopeHeader stolen = new EnvelopeHeader(
                header.library(),
                header.device(),
                header.nonce(),
                header.seq(),
                header.prev(),
                header.schemaVersion(),
                header.timestamp(),
                header.message(),
                header.changesetSize(),
                header.changesetStored(),
                header.clocksSize(),
                header.changes(),
                header.compression(),
                header.schemeId(),
                eve);

        requireRefused(stolen, Payload.of(stored), Envelopes.CLOCKS, FakeSchemes.author("Eve"));
    }

    @Test
    void write_partsOfOtherSizes_writesNothing() {
        requireRefused(Envelopes.header(), Payload.of(new byte[3]), Envelopes.CLOCKS, Envelopes.ADA);
        requireRefused(Envelopes.header(), Payload.of(stored), new byte[1], Envelopes.ADA);
    }

    @Test
    void write_payloadYieldingLessThanItsLength_fails() {
        Payload shrunk = new Payload() {
            @Override
            public long length() {
                return stored.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(stored, 0, stored.length - 1);
            }
        };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () -> EnvelopeWriter.write(out, Envelopes.header(), shrunk, Envelopes.CLOCKS, Envelopes.ADA))
                .withMessageContaining("yielded");
    }

    private void requireRefused(EnvelopeHeader header, Payload changeset, byte[] clocks, Author author) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnvelopeWriter.write(out, header, changeset, clocks, author));
        assertThat(out.size()).isZero();
    }
}
