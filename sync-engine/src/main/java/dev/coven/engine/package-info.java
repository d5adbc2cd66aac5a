/**
 * The engine's public face: open a database, keep it in step.
 *
 * <p>Applications use this package and {@code dev.coven.engine.wiring}; the packages below it are the engine's inside and
 * change without notice.
 */
@NullMarked
package dev.coven.engine;

import org.jspecify.annotations.NullMarked;
