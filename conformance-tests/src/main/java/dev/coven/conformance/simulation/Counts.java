package dev.coven.conformance.simulation;

import dev.coven.engine.SyncResult;

/** What happened in a run, in numbers: a run in which nothing happens checks nothing. */
final class Counts {
    int statements;
    int refusals;
    int failures;
    int deaths;
    long rowsTold;
    long pushed;
    long applied;
    long held;

    void count(SyncResult result) {
        result.push().ifPresent(push -> pushed += push.pushed());
        result.pull().ifPresent(pull -> {
            applied += pull.changesetsApplied();
            held += pull.held().size();
        });
    }
}
