package dev.coven.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * That a plugin is wrong in one thing, which rule it breaks by that, and what the kit says of it. A plugin that breaks several
 * has one of these for each; it breaks no other rule.
 */
@Repeatable(Breaks.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Breaks {
    /** The rule's id. */
    String rule();

    /** What the failure names, so that an author finds the cause. */
    String[] says();

    /** Whether the rule sees it in each run. */
    Seen seen() default Seen.ALWAYS;

    /** How surely a rule sees what is wrong. */
    enum Seen {
        /** In each run; only this proves the rule. */
        ALWAYS,
        /** By chance: random bytes or the order of threads decide. */
        AT_TIMES
    }

    /** Several of them. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {
        /** One for each rule. */
        Breaks[] value();
    }

    /** The rules look only as long as at the smoke level, and with this seed: what comes of a failure takes long. */
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Smoke {
        /** The seed. */
        long seed();
    }

    /** No other rule is asked: a run of all takes long, or what is wrong may be seen by others too. */
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Alone {}

    /** These rules are not asked, as they see the same in another way, or not, and take long. */
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Without {
        /** Their ids. */
        String[] value();
    }
}
