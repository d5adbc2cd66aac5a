/**
 * A number that stands for the merged state of all rows: equal where the state is, and almost surely different elsewhere.
 * Pure: knows no database. It finds faults, not forgers: whoever may write can also make two states of one number.
 */
@NullMarked
package dev.coven.engine.fingerprint;

import org.jspecify.annotations.NullMarked;
