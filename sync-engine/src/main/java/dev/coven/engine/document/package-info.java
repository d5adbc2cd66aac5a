/**
 * The small signed documents of a library's index: their form, their signatures and what each of them says. Bytes in,
 * values out; every byte that comes from a store is taken for hostile until its signature has been verified.
 */
@NullMarked
package dev.coven.engine.document;

import org.jspecify.annotations.NullMarked;
