/**
 * The form in which a changeset travels: signed header, changeset, clocks, signature. Streams in and out, nothing is
 * believed before it is checked, and no length from outside decides how much memory is taken.
 */
@NullMarked
package dev.coven.engine.envelope;

import org.jspecify.annotations.NullMarked;
