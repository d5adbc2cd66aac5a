/**
 * What the host's constraints ask of rows: which rows refer to which, which rows may not stand beside each other, and which
 * SQLite refuses even alone; with the rows that wait outside their tables until they can come in. Knows the schema and asks
 * the database; decides nothing.
 */
@NullMarked
package dev.coven.engine.constraint;

import org.jspecify.annotations.NullMarked;
