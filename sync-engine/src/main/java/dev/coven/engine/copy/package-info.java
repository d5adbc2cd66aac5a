/** One device's copy of the library: its database, opened, with everything that capture and merge need. */
@NullMarked
package dev.coven.engine.copy;

import org.jspecify.annotations.NullMarked;
