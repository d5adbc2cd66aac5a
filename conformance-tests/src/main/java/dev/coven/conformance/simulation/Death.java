package dev.coven.conformance.simulation;

/**
 * When the process dies within a step.
 *
 * @param where at what
 * @param nth at which of these, from 1
 */
record Death(Where where, int nth) {
    /** What a process can die at. */
    enum Where {
        /** A request to the store, before it has an effect. */
        BEFORE_REQUEST("before request"),
        /** A request to the store that took effect. */
        AFTER_REQUEST("after request"),
        /** A moment inside the engine: inside a transaction, where it is rolled back, or right behind one. */
        MOMENT("at moment");

        private final String words;

        Where(String words) {
            this.words = words;
        }
    }

    @Override
    public String toString() {
        return "dies " + where.words + " " + nth;
    }
}
