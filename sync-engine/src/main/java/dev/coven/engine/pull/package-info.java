/** From the store to the merge: which changesets are new, fetched, verified, in causal order. */
@NullMarked
package dev.coven.engine.pull;

import org.jspecify.annotations.NullMarked;
