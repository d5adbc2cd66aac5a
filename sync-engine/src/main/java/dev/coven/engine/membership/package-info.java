/**
 * Who belongs to a library: the chain of signed entries, validated as a whole. A chain with one bad entry is no chain.
 */
@NullMarked
package dev.coven.engine.membership;

import org.jspecify.annotations.NullMarked;
