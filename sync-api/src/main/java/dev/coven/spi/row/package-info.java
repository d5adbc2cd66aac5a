/**
 * Rows, values and row changes, as SQLite types them.
 */
@NullMarked
package dev.coven.spi.row;

import org.jspecify.annotations.NullMarked;
