package dev.coven.conformance.simulation;

/**
 * What goes wrong with one request of a step, or with every one from it on.
 *
 * @param kind what
 * @param of which requests count
 * @param nth the request among these, from 1, counted within the step
 * @param lasting whether all requests after it meet the same
 */
record Trouble(Kind kind, Of of, int nth, boolean lasting) {
    /** Which requests count. */
    enum Of {
        /** All of them. */
        ALL("request "),
        /** Those about blobs. */
        FILES("file request ");

        private final String words;

        Of(String words) {
            this.words = words;
        }
    }

    /** What can go wrong. Where a kind makes no sense for a request, the answer is lost instead. */
    enum Kind {
        /** It fails and has no effect. */
        FAILS("fails"),
        /** It takes effect and its answer is lost. */
        ANSWER_LOST("loses its answer"),
        /** The reply of a GET breaks off with an error. */
        BREAKS_OFF("breaks off"),
        /** The reply of a GET ends early, without an error. */
        TORN("ends early"),
        /** A GET finds nothing. */
        MISSING("finds nothing"),
        /** A LIST tells how it was some steps ago. */
        STALE("tells the past"),
        /** It takes minutes. */
        SLOW("takes minutes");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    @Override
    public String toString() {
        return of.words + nth + (lasting ? " and all after it " : " ") + kind.words;
    }
}
