/**
 * The merge: rows as elements of a lattice, joined pointwise. Pure: knows no database, no network, no clock.
 *
 * <p>A row's state is when it was born, when it died, and for each cell who wrote what when. Joining two states is the
 * pointwise maximum under the table's conflict policy, so it is commutative, associative and idempotent: devices that hold
 * the same changes hold the same state, in whatever order they came.
 */
@NullMarked
package dev.coven.engine.merge;

import org.jspecify.annotations.NullMarked;
