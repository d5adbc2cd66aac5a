package dev.coven.cli;

/** What a process that runs {@code coven} is told. */
final class ExitCode {
    /** Done. */
    static final int OK = 0;
    /** Not done; stderr says why. */
    static final int FAILED = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** Done, and something waits: a held device, a parked row, a missing blob. */
    static final int WAITING = 3;

    private ExitCode() {}

    static int waitingIf(boolean waiting) {
        return waiting ? WAITING : OK;
    }
}
