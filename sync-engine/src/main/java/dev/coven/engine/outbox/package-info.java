/** From captured changes to numbered changesets that wait in the outbox: stamps, registers, changeset bytes. */
@NullMarked
package dev.coven.engine.outbox;

import org.jspecify.annotations.NullMarked;
