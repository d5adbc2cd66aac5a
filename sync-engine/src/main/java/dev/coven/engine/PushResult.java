package dev.coven.engine;

import java.util.Optional;

/**
 * What a push did.
 *
 * @param pushed how many changesets are now in the store that were not before
 * @param replacedDeviceId this copy's former device id, when the push found that another copy of the database writes under
 *     it: this copy then goes on as a new device and nothing is lost
 */
public record PushResult(long pushed, Optional<String> replacedDeviceId) {}
