/**
 * Capture: persistent triggers append what every committed write of any process touched to one log per synced table, and a
 * reader turns the logs into the net change of each row.
 */
@NullMarked
package dev.coven.engine.capture;

import org.jspecify.annotations.NullMarked;
