/**
 * The rules as the pages of {@code docs/spec} state them: id, obligation, sentence, and the test that asks for it. The pages are
 * part of the kit's jar, so that a report of a run can say what was asked.
 */
@NullMarked
package dev.coven.conformance.rule;

import org.jspecify.annotations.NullMarked;
