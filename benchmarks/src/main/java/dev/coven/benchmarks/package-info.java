/**
 * How fast the engine is, set against something else that does the same by turns in one run: SQLite's own session extension in C,
 * a sequential loop, a plain copy. What counts is the ratio. Each class whose name ends with Bench is a
 * program; those that end with Micro measure single parts by JMH.
 */
@NullMarked
package dev.coven.benchmarks;

import org.jspecify.annotations.NullMarked;
