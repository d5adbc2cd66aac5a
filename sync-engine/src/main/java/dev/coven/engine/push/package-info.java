/** From the outbox to the store: envelopes created once, then the head that promises them. */
@NullMarked
package dev.coven.engine.push;

import org.jspecify.annotations.NullMarked;
