package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.signature.HashScheme;
import dev.coven.conformance.signature.ReferenceScheme;
import dev.coven.engine.HeldReason;
import dev.coven.engine.envelope.EnvelopeHeader;
import dev.coven.engine.envelope.EnvelopeLimits;
import dev.coven.engine.envelope.EnvelopeReader;
import dev.coven.engine.identity.FileVault;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.Verifier;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library whose members sign by different schemes: each is verified by its own, and by no other. */
class MixedSchemesTest {
    /** As long as the id that it stands in for, so that a document can be relabelled in place. */
    private static final String WEAK = "reference-broken0";

    @TempDir
    Path folder;

    private Fleet fleet;
    private Device ada;
    private Device ben;

    /** Takes the keys of {@link ReferenceScheme}, and every signature. */
    private static final class WeakScheme extends ReferenceScheme {
        @Override
        public PluginDescriptor descriptor() {
            return PluginDescriptor.of(WEAK, "Takes everything", "1");
        }

        @Override
        public Verifier verifier(PublicKey key) {
            return (signature, message) -> {};
        }
    }

    @BeforeEach
    void found() throws Exception {
        fleet = FleetPlan.of(folder, "CREATE TABLE notes(id TEXT PRIMARY KEY, body)")
                .withSchemeOf("ben", new HashScheme())
                .withSchemeOf("nobody", new WeakScheme())
                .found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        fleet.syncUntilQuiet();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private static String schemeOf(Device device) throws Exception {
        return new FileVault(device.home()).identity().orElseThrow().schemeId();
    }

    @Test
    void members_ofTwoSchemes_haveOneLibrary() throws Exception {
        assertThat(schemeOf(ada)).isEqualTo(ReferenceScheme.ID);
        assertThat(schemeOf(ben)).isEqualTo("hash");
        ada.sql("INSERT INTO notes VALUES ('a', 'by Ada'), ('both', 'by Ada')");
        ben.sql("INSERT INTO notes VALUES ('b', 'by Ben')");
        fleet.syncUntilQuiet();
        ben.sql("UPDATE notes SET body = 'by Ben' WHERE id = 'both'");
        ada.restart();
        ben.restart();
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(ada.query("SELECT id || ' ' || body FROM notes ORDER BY id"))
                .containsExactly("'a by Ada'", "'b by Ben'", "'both by Ben'");
    }

    @Test
    void members_ofTwoSchemes_inviteOthersAndAreRemoved() throws Exception {
        Device cleo = fleet.join("cleo");
        Device second = fleet.secondDevice(ben, "ben's second");
        fleet.syncUntilQuiet();
        assertThat(schemeOf(cleo)).isEqualTo(ReferenceScheme.ID);
        assertThat(schemeOf(second)).isEqualTo("hash");
        second.sql("INSERT INTO notes VALUES ('s', 'by the second')");
        cleo.sql("INSERT INTO notes VALUES ('c', 'by Cleo')");
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }

    /** Who has the library's key, and not Ada's, says that Ada signs by a scheme that takes everything. */
    @Test
    void changeset_relabelledWithAWeakScheme_isRefused() throws Exception {
        ada.sql("INSERT INTO notes VALUES ('a', 'by Ada')");
        ada.push();
        long seq = fleet.store().objects().keys("changes/" + ada.id() + "/").size();
        Forger forger = new Forger(fleet, ada);
        byte[] genuine = forger.openEnvelope(ada.id(), seq);
        forger.putEnvelope(ada.id(), seq, relabelled(genuine));
        ben.pull();
        assertThat(ben.query("SELECT count(*) FROM notes")).containsExactly("0");
        // The weak scheme takes the signature; but a device's id follows from its owner's scheme too, and Ada's is
        // another one.
        assertThat(ben.held()).singleElement().satisfies(held -> {
            assertThat(held.reason()).isEqualTo(HeldReason.BAD_SIGNATURE);
            assertThat(held.detail()).contains(ada.id(), "which is not one of member");
        });
        forger.putEnvelope(ada.id(), seq, genuine);
        ben.pull();
        fleet.requireEqual();
    }

    private static byte[] relabelled(byte[] envelope) throws Exception {
        String text = new String(envelope, StandardCharsets.ISO_8859_1);
        byte[] changed = text.replace("\"" + ReferenceScheme.ID + "\"", "\"" + WEAK + "\"")
                .getBytes(StandardCharsets.ISO_8859_1);
        EnvelopeHeader header = EnvelopeReader.read(new ByteArrayInputStream(changed), EnvelopeLimits.DEFAULT)
                .header();
        assertThat(header.schemeId()).isEqualTo(WEAK);
        return changed;
    }
}
