/** Measures into Micrometer. Nothing else knows that library, which is on the class path only where an application put it. */
@NullMarked
package dev.coven.engine.micrometer;

import org.jspecify.annotations.NullMarked;
