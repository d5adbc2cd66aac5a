/**
 * The contract of conflict policies: the laws of a semilattice, over generated cells.
 */
@NullMarked
package dev.coven.conformance.policy;

import org.jspecify.annotations.NullMarked;
