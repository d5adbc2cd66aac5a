package dev.coven.spi.plugin;

import org.slf4j.Logger;

/** Plugin interfaces that need a library, and promise nothing. */
public final class OffenceOfTheInterfaces {
    @Override
    public String toString() {
        return Logger.class.getName();
    }
}
