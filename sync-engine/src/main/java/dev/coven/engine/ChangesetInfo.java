package dev.coven.engine;

/**
 * A changeset that this copy made or applied.
 *
 * @param device who made it
 * @param seq its number
 * @param timestamp its highest stamp: {@code millis-counter-device}
 * @param changes how many row changes it holds
 * @param bytes the changeset's size, uncompressed
 */
public record ChangesetInfo(String device, long seq, String timestamp, long changes, long bytes) {}
