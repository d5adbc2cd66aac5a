/** The store as the engine uses it: sealed bodies, bounded reads, requests repeated where that is safe. */
@NullMarked
package dev.coven.engine.store;

import org.jspecify.annotations.NullMarked;
