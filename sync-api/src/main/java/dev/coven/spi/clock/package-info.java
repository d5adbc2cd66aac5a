/**
 * Hybrid logical time.
 */
@NullMarked
package dev.coven.spi.clock;

import org.jspecify.annotations.NullMarked;
