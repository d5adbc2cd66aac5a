/**
 * Conflict policies: what one cell holds when two devices wrote it.
 */
@NullMarked
package dev.coven.spi.policy;

import org.jspecify.annotations.NullMarked;
