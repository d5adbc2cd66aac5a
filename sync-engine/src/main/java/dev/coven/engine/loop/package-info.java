/** Syncing in the background: when to push, when to pull, and how long to wait after a failure. */
@NullMarked
package dev.coven.engine.loop;

import org.jspecify.annotations.NullMarked;
