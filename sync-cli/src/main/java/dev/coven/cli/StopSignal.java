package dev.coven.cli;

/** How a command that runs until it is told to stop learns that it is. */
@FunctionalInterface
interface StopSignal {
    /** Runs {@code action} when the user asks to stop; the process then lives on until the handle is closed. */
    Handle onStop(Runnable action);

    /** Says that the command has cleaned up. */
    interface Handle extends AutoCloseable {
        @Override
        void close();
    }
}
