/**
 * The wire format of row data: SQLite's session-extension changeset, byte for byte, read and written as a stream, and
 * the track of one clock per change that travels beside it. Pure: no database, no clock, no network.
 *
 * <p>A changeset is a sequence of groups, each a table header and the changes of that table:
 *
 * <pre>
 * header  'T' | column count: varint | one key byte per column | table name, UTF-8 | 0
 * change  op: 18 INSERT, 23 UPDATE, 9 DELETE | indirect: 0 or 1 | old record (UPDATE, DELETE) | new record (INSERT, UPDATE)
 * record  one value per column: 0 undefined | 1 integer, 8 bytes | 2 IEEE 754 double, 8 bytes
 *         | 3 text: varint length, bytes | 4 blob: varint length, bytes | 5 NULL
 * </pre>
 *
 * <p>Numbers are big endian; a varint is SQLite's, of 1 to 9 bytes. A key byte is 0 for a column outside the primary key and
 * otherwise the column's place in the key's declaration, counted from 1. Source: the comments that open
 * {@code ext/session/sqlite3session.c}, and "Database File Format", section 1.6, for the varint.
 */
@NullMarked
package dev.coven.engine.changeset;

import org.jspecify.annotations.NullMarked;
