package dev.coven.engine.apply;

import dev.coven.engine.database.DeviceTable;
import dev.coven.spi.clock.Hlc;
import java.sql.SQLException;

/**
 * Timestamps as the engine's tables hold them: a time and the number of a device.
 *
 * <p>Everything stamped at or below the library's baseline is one moment, {@link #BASELINE}: it is older than all that can
 * still arrive, so which moment it was cannot matter.
 */
public final class Stamps {
    /** The moment that stands for all at or below the baseline. */
    public static final Hlc BASELINE = new Hlc(0, "0");

    private static final long BASELINE_DEVICE = 0;

    private final DeviceTable devices;
    private final long baseline;

    /** Stamps of a library with this baseline. */
    public Stamps(DeviceTable devices, long baseline) {
        this.devices = devices;
        this.baseline = baseline;
    }

    /** The stamp of a change. */
    public Hlc of(long time, String device) {
        return time <= baseline ? BASELINE : new Hlc(time, device);
    }

    Hlc read(long time, long device) throws SQLException {
        return time <= baseline ? BASELINE : new Hlc(time, devices.id(device));
    }

    long deviceRef(Hlc stamp) throws SQLException {
        return stamp.equals(BASELINE) ? BASELINE_DEVICE : devices.ref(stamp.device());
    }
}
