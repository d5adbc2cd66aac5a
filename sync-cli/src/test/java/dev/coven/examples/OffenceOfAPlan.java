package dev.coven.examples;

import org.slf4j.Logger;

/** A plan that needs a library. */
final class OffenceOfAPlan {
    @Override
    public String toString() {
        return Logger.class.getName();
    }
}
