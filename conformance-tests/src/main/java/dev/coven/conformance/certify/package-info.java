/**
 * Certification: runs the contracts against a plugin that is found by its id, and writes what came of it as a certificate, for
 * programs and for people.
 */
@NullMarked
package dev.coven.conformance.certify;

import org.jspecify.annotations.NullMarked;
