/**
 * A fleet: several devices of one library in one process, with real SQLite files, one store that can be counted, spoiled and
 * looked into, and time that stands still until a test moves it. For tests of plugins with the engine around them, and of
 * applications that embed the engine.
 */
@NullMarked
package dev.coven.conformance.fleet;

import org.jspecify.annotations.NullMarked;
