/** The store's index: one listing, what changed in it, verified. */
@NullMarked
package dev.coven.engine.index;

import org.jspecify.annotations.NullMarked;
