/**
 * Blob plans to use as they are or to start from: each maps the rows of one table to the files that belong to them.
 */
@NullMarked
package dev.coven.examples;

import org.jspecify.annotations.NullMarked;
