/** Puts an engine together: plugins by {@code ServiceLoader}, everything else by Guice. */
@NullMarked
package dev.coven.engine.wiring;

import org.jspecify.annotations.NullMarked;
