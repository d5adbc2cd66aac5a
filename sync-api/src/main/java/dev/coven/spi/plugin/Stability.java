package dev.coven.spi.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What is promised of a type that plugins and their builds use, and of what is nested in it. Every public type of this module and
 * of the conformance kit says it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Stability(Stability.Promise.STABLE)
public @interface Stability {
    /** The promise. */
    Promise value();

    /** How long something stays as it is. */
    enum Promise {
        /**
         * What compiles and links against it goes on to do so, without a change and with the same meaning, as long as the major
         * version stays; while that is 0, as long as the minor version stays. A change of meaning raises {@link SpiLevel#CURRENT}
         * too. What will go is deprecated for one minor version before, with what to use instead.
         */
        STABLE,
        /** May change with each minor version, in ways that the changelog names; not with a patch. */
        EVOLVING,
        /** Public because another module of ours needs it. Nothing is promised: do not use it. */
        INTERNAL
    }
}
