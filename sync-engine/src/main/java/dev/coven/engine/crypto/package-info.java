/**
 * Keeps what the store holds unreadable and unexchangeable: the library's keys by epoch, the sealing of object bodies with
 * them, and the wrapping of a key to one member. Knows no store, no database and no file.
 */
@NullMarked
package dev.coven.engine.crypto;

import org.jspecify.annotations.NullMarked;
