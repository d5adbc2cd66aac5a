package dev.coven.engine;

import java.util.List;

/**
 * What was found when a copy was examined.
 *
 * @param fingerprint stands for the merged state of all rows, and its schema: equal on devices that have the same changes
 * @param findings one for each thing looked at, the sound ones included
 */
public record Checkup(String fingerprint, List<Finding> findings) {
    /** Copies the findings. */
    public Checkup {
        findings = List.copyOf(findings);
    }

    /** How a thing is. */
    public enum Condition {
        /** As it should be. */
        SOUND,
        /** Something waits; nothing is lost. */
        WAITING,
        /** Something is wrong, and does not right itself. */
        FAILED
    }

    /**
     * A thing that was looked at.
     *
     * @param subject what was looked at, in kebab case
     * @param condition how it is
     * @param detail a sentence for people
     * @param remedy what to do; empty when it is sound
     */
    public record Finding(String subject, Condition condition, String detail, String remedy) {}

    /** The worst condition of all. */
    public Condition worst() {
        return findings.stream()
                .map(Finding::condition)
                .reduce(Condition.SOUND, (left, right) -> left.compareTo(right) >= 0 ? left : right);
    }
}
