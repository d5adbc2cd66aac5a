/**
 * The host's schema as the engine sees it: which tables can be synced, their columns, keys, unique indexes and foreign
 * keys, what is refused and why, the registry of synced tables, and the DDL that a joining device needs.
 */
@NullMarked
package dev.coven.engine.schema;

import org.jspecify.annotations.NullMarked;
