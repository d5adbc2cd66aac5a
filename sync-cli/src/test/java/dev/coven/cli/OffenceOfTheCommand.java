package dev.coven.cli;

import dev.coven.engine.envelope.EnvelopeHeader;
import dev.coven.engine.layout.OffenceThatIsNeeded;

/** A command that reads envelopes by itself, and that the engine knows. */
public final class OffenceOfTheCommand {
    @Override
    public String toString() {
        return EnvelopeHeader.class.getName() + OffenceThatIsNeeded.class;
    }
}
