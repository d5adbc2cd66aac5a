package dev.coven.engine.push;

import dev.coven.engine.document.Author;

/**
 * Who publishes: the person, and what others see of this device.
 *
 * @param author who signs
 * @param libraryId the library
 * @param deviceName what others see of this device, one line
 */
public record DeviceAuthor(Author author, String libraryId, String deviceName) {}
