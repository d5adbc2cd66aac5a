/**
 * A bad network for tests of stores that are reached over HTTP: a proxy that does to each request what a test says, before, during
 * or after it.
 */
@NullMarked
package dev.coven.conformance.network;

import org.jspecify.annotations.NullMarked;
