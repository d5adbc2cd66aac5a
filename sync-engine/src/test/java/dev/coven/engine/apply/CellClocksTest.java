package dev.coven.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.database.DeviceTable;
import dev.coven.spi.clock.Hlc;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CellClocksTest {
    private static final Hlc BIRTH = new Hlc(100, "a");
    private static final Hlc LATER = new Hlc(200, "a");
    private static final Hlc OTHER = new Hlc(200, "b");

    private Connection connection;
    private Stamps stamps;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        DeviceTable devices = new DeviceTable(connection);
        devices.create();
        stamps = new Stamps(devices, 10);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void packed_stampsOfTheBirthAlone_areNothing() throws SQLException {
        assertThat(pack(BIRTH, BIRTH, BIRTH)).isNull();
        assertThat(pack(null, null, null)).isNull();
    }

    @Test
    void packed_mixedStamps_areReadBackPerCell() throws SQLException {
        byte[] packed = pack(BIRTH, LATER, BIRTH, OTHER, LATER, Stamps.BASELINE, OTHER);

        assertThat(unpack(packed))
                .containsExactly(
                        Map.entry(0, LATER),
                        Map.entry(2, OTHER),
                        Map.entry(3, LATER),
                        Map.entry(4, Stamps.BASELINE),
                        Map.entry(5, OTHER));
    }

    @Test
    void packed_cellsOfOneStatement_shareItsStamp() throws SQLException {
        assertThat(pack(BIRTH, LATER, LATER)).hasSize(18);
    }

    @Test
    void packed_cellWithoutAStampBesideOneThatHas_isLeftOut() throws SQLException {
        assertThat(unpack(pack(null, null, LATER))).containsExactly(Map.entry(1, LATER));
    }

    @Test
    void reassigned_stampsAboveATime_areAnotherDevices() throws SQLException {
        byte[] packed = pack(BIRTH, LATER, new Hlc(150, "a"), OTHER);
        long from = stamps.deviceRef(LATER);
        long to = stamps.deviceRef(new Hlc(1, "c"));

        assertThat(CellClocks.reassign(packed, 150, from, to)).isTrue();
        assertThat(unpack(packed))
                .containsExactly(Map.entry(0, new Hlc(200, "c")), Map.entry(1, new Hlc(150, "a")), Map.entry(2, OTHER));
        assertThat(CellClocks.reassign(packed, 150, from, to)).isFalse();
    }

    private byte @Nullable [] pack(@Nullable Hlc birth, @Nullable Hlc... cells) throws SQLException {
        return CellClocks.pack(new Register(birth, null, cells), stamps);
    }

    private Map<Integer, Hlc> unpack(byte @Nullable [] packed) throws SQLException {
        Map<Integer, Hlc> found = new TreeMap<>();
        CellClocks.unpack(packed, (time, device, cells) -> {
            Hlc stamp = stamps.read(time, device);
            Arrays.stream(cells)
                    .forEach(cell -> assertThat(found.put(cell, stamp)).isNull());
        });
        return found;
    }
}
