/**
 * The contract of storage backends, the in-memory store that serves as its reference, and stores that count requests or
 * fail on purpose.
 */
@NullMarked
package dev.coven.conformance.storage;

import org.jspecify.annotations.NullMarked;
