/**
 * A store in a folder: on a local disk, a network share, a memory stick, or anything that a sync client carries. Objects
 * are written to a temporary file, made durable, and published by one atomic step.
 */
@NullMarked
package dev.coven.storage.filesystem;

import org.jspecify.annotations.NullMarked;
