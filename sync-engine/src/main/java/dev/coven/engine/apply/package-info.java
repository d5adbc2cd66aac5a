/**
 * Changes into tables: joins each change into its row's state and makes the visible tables follow.
 *
 * <p>Everything here runs inside a transaction that the caller owns, with capture silenced.
 */
@NullMarked
package dev.coven.engine.apply;

import org.jspecify.annotations.NullMarked;
