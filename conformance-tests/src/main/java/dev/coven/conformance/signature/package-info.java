/**
 * The contract of signature schemes.
 */
@NullMarked
package dev.coven.conformance.signature;

import org.jspecify.annotations.NullMarked;
