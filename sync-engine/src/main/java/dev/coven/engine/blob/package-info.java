/**
 * Files that travel with rows. The blob plan says which files rows name; they are in the store before the rows are published,
 * and fetched after the rows are merged: sealed, streamed, resumed where they broke off, and visible only when whole.
 */
@NullMarked
package dev.coven.engine.blob;

import org.jspecify.annotations.NullMarked;
