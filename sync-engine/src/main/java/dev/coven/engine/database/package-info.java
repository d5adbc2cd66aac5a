/**
 * The engine's own tables inside the user's database: one class per table, its SQL in it.
 *
 * <p>All names begin with {@code coven_}. Nothing here decides anything: callers own the transactions.
 */
@NullMarked
package dev.coven.engine.database;

import org.jspecify.annotations.NullMarked;
