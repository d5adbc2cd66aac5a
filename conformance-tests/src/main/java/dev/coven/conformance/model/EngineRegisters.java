package dev.coven.conformance.model;

import dev.coven.engine.apply.CellClocks;
import dev.coven.engine.apply.Stamps;
import dev.coven.engine.database.DeviceTable;
import dev.coven.engine.database.EngineConnections;
import dev.coven.engine.database.PackedRow;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.Synchronous;
import dev.coven.engine.database.Transactions;
import dev.coven.engine.schema.RegisteredTable;
import dev.coven.engine.schema.SchemaException;
import dev.coven.engine.schema.TableRegistry;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.plugin.Stability;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The merge metadata that an engine keeps in its database, in the words of {@link ReferenceModel#mergedState()}. */
@Stability(Stability.Promise.INTERNAL)
public final class EngineRegisters {
    private final Connection connection;
    private final DeviceTable devices;
    private final long baseline;

    private EngineRegisters(Connection connection) throws SQLException {
        this.connection = connection;
        this.devices = new DeviceTable(connection);
        this.baseline = new StateTable(connection).number(StateTable.Field.BASELINE);
    }

    /**
     * Per table, one line for each row that has a register.
     *
     * @throws IllegalArgumentException when the file is not a library's copy
     */
    public static Map<String, List<String>> read(Path database) {
        try (Connection connection = EngineConnections.open(database, Synchronous.OFF)) {
            return Transactions.read(connection, () -> new EngineRegisters(connection).read());
        } catch (SQLException | SchemaException e) {
            throw new IllegalArgumentException("the registers of " + database + " cannot be read", e);
        }
    }

    private Map<String, List<String>> read() throws SQLException, SchemaException {
        Map<String, List<String>> registers = new TreeMap<>();
        for (RegisteredTable table : TableRegistry.entries(connection)) {
            try (PreparedStatement query = connection.prepareStatement("SELECT * FROM coven_row_" + table.number());
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    registers
                            .computeIfAbsent(table.name(), name -> new ArrayList<>())
                            .add(line(rows));
                }
            }
        }
        return ModelText.sorted(registers);
    }

    private String line(ResultSet rows) throws SQLException {
        Hlc birth = stamp(rows, "birth");
        List<@Nullable Hlc> cells = new ArrayList<>();
        CellClocks.unpack(rows.getBytes("clocks"), (time, device, written) -> {
            Hlc stamp = stamp(time, device);
            for (int cell : written) {
                while (cells.size() <= cell) {
                    cells.add(birth);
                }
                cells.set(cell, stamp);
            }
        });
        var key = PackedRow.unpackKnown(rows.getBytes("key"));
        return ModelText.state(key, birth, stamp(rows, "death"), cells)
                .orElse(key + " is of the baseline and needs no register");
    }

    private @Nullable Hlc stamp(ResultSet rows, String part) throws SQLException {
        long time = rows.getLong(part);
        return rows.wasNull() ? null : stamp(time, rows.getLong(part + "_device"));
    }

    private Hlc stamp(long time, long device) throws SQLException {
        return time <= baseline ? Stamps.BASELINE : new Hlc(time, devices.id(device));
    }
}
