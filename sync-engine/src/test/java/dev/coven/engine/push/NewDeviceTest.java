package dev.coven.engine.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.spi.signature.PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewDeviceTest {
    private static final int ROUNDS = 20;
    private static final int OTHERS = 8;

    private final NewDevice devices = new NewDevice("test", new PublicKey(new byte[32]), new SecureRandom());

    /** What was decided between stamps of one time by their devices' order must not be decided otherwise afterwards. */
    @Test
    void deviceBesideAFormerOne_amongOthers_standsWhereItStood() {
        for (int round = 0; round < ROUNDS; round++) {
            List<String> others = new ArrayList<>();
            for (int i = 0; i < OTHERS; i++) {
                others.add(devices.make().id());
            }
            String former = devices.make().id();
            String fresh = devices.makeBeside(former, others).id();
            assertThat(fresh).isNotEqualTo(former);
            assertThat(others)
                    .allSatisfy(other -> assertThat(Integer.signum(fresh.compareTo(other)))
                            .isEqualTo(Integer.signum(former.compareTo(other))));
        }
    }
}
