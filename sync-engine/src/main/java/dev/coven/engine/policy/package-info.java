/**
 * The built-in conflict policies that look at values: {@code max} and {@code json-set}. Pure, and found by
 * {@code ServiceLoader} as anybody's plugin is; the last writer's policies are part of the merge itself.
 *
 * <p>Both take the larger of two stamps and join the values by themselves, whatever the stamps are. So a cell is a pair of two
 * semilattices, and the laws hold for all cells, not only for those that devices can write.
 */
@NullMarked
package dev.coven.engine.policy;

import org.jspecify.annotations.NullMarked;
