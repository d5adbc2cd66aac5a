/**
 * How fast the engine applies changesets, set against SQLite's own session extension in C: both apply the same changesets to
 * the same rows, by turns, in one run, and what counts is the ratio. {@link dev.coven.benchmarks.ApplyBench} is the program.
 */
@NullMarked
package dev.coven.benchmarks;

import org.jspecify.annotations.NullMarked;
