/** The hybrid logical clock of this device. Pure: the wall clock's reading is an argument. */
@NullMarked
package dev.coven.engine.clock;

import org.jspecify.annotations.NullMarked;
