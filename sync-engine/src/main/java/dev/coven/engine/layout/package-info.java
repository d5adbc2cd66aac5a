/**
 * The names of a library's objects in its store. Every path is made here, and every listed path is read here.
 */
@NullMarked
package dev.coven.engine.layout;

import org.jspecify.annotations.NullMarked;
