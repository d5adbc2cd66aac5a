/**
 * Storage backends: the plain object store that a library lives in.
 */
@NullMarked
package dev.coven.spi.storage;

import org.jspecify.annotations.NullMarked;
