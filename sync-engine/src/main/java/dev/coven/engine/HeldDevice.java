package dev.coven.engine;

/**
 * A device whose changesets wait.
 *
 * @param deviceId which device
 * @param seq the number of the changeset that it waits at
 * @param reason why
 * @param detail one sentence for people
 */
public record HeldDevice(String deviceId, long seq, HeldReason reason, String detail) {}
