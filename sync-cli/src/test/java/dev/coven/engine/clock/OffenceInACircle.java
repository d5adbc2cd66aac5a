package dev.coven.engine.clock;

import dev.coven.engine.layout.OffenceThatIsNeeded;

/** Needs a class of a package whose classes need this one. */
public final class OffenceInACircle {
    @Override
    public String toString() {
        return OffenceThatIsNeeded.class.getName();
    }
}
