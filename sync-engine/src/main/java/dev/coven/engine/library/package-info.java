/** Libraries as a whole: founding, joining, and the open library that applications hold. */
@NullMarked
package dev.coven.engine.library;

import org.jspecify.annotations.NullMarked;
