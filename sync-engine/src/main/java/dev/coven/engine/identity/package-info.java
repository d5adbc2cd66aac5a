/**
 * Who somebody is and what they hold: identities, the codes that people hand each other, the ids derived from keys, and the
 * vault of files in which secrets live outside the database.
 */
@NullMarked
package dev.coven.engine.identity;

import org.jspecify.annotations.NullMarked;
