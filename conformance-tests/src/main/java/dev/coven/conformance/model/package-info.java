/**
 * The merge once more, as plainly as it can be written: what a library's tables must show, worked out anew from all of its
 * changesets. Slow, and independent of the engine's own merge; whoever tests an engine compares the two.
 */
@NullMarked
package dev.coven.conformance.model;

import org.jspecify.annotations.NullMarked;
