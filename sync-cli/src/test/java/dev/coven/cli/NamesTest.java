package dev.coven.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.crypto.EncryptionKeyPair;
import dev.coven.engine.identity.MemberCode;
import dev.coven.spi.signature.PublicKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and devices are called. */
class NamesTest {
    private final CovenRun coven = new CovenRun();

    @TempDir
    Path folder;

    @BeforeEach
    void makeAda() {
        coven.engine.memberCode = new MemberCode(
                        "Ada",
                        "ed25519",
                        new PublicKey(new byte[32]),
                        EncryptionKeyPair.generate(new SecureRandom()).publicKey())
                .text();
    }

    @Test
    void identity_nameOfItsOwn_isTaken() {
        assertThat(coven.run("identity", "--name", "Ada")).isEqualTo(ExitCode.OK);
        assertThat(coven.configs.get(0).getString("coven.identity.name")).isEqualTo("Ada");
        assertThat(coven.out()).isEqualTo(coven.engine.memberCode + "\n");
    }

    @Test
    void identity_anotherName_saysThatItIsMade() {
        assertThat(coven.run("identity", "--name", "Ben")).isEqualTo(ExitCode.FAILED);
        assertThat(coven.err()).contains("made before, with the name 'Ada'").hasLineCount(1);
        assertThat(coven.out()).isEmpty();
    }

    @Test
    void identity_noName_isLeftToTheEngine() {
        assertThat(coven.run("identity")).isEqualTo(ExitCode.OK);
        assertThat(coven.configs.get(0).getString("coven.identity.name")).isEmpty();
    }

    @Test
    void initAndJoin_deviceName_becomesASetting() throws Exception {
        String database = Files.createFile(folder.resolve("music.db")).toString();

        assertThat(coven.run("init", database, "--store", "s", "--device-name", "Ada's laptop"))
                .isEqualTo(ExitCode.OK);
        assertThat(coven.run("join", database, "INVITE", "--device-name", "Ada's phone"))
                .isEqualTo(ExitCode.OK);

        assertThat(coven.configs)
                .extracting(config -> config.getString("coven.device.name"))
                .containsExactly("Ada's laptop", "Ada's phone");
    }
}
