package dev.coven.spi.blob;

import dev.coven.spi.plugin.Stability;

/**
 * A file to be put into the store.
 *
 * @param blob its name there
 * @param source where it is here, below the library's folder
 */
@Stability(Stability.Promise.STABLE)
public record BlobUpload(BlobRef blob, BlobPath source) {}
