/** The plugins of this process: found by {@code ServiceLoader}, checked, looked up by id. */
@NullMarked
package dev.coven.engine.plugin;

import org.jspecify.annotations.NullMarked;
