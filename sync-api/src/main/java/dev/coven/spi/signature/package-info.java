/**
 * Signature schemes: who wrote what, proven.
 */
@NullMarked
package dev.coven.spi.signature;

import org.jspecify.annotations.NullMarked;
