/**
 * The contract of blob plans.
 */
@NullMarked
package dev.coven.conformance.blob;

import org.jspecify.annotations.NullMarked;
