/**
 * Blob plans: which files travel beside the rows that name them.
 */
@NullMarked
package dev.coven.spi.blob;

import org.jspecify.annotations.NullMarked;
