/** What the host is told: listeners, how the syncing stands, and what to do about a failure. */
@NullMarked
package dev.coven.engine.status;

import org.jspecify.annotations.NullMarked;
