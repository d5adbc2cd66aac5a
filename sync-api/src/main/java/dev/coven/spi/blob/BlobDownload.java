package dev.coven.spi.blob;

import dev.coven.spi.plugin.Stability;

/**
 * A file to be fetched from the store.
 *
 * @param blob its name there
 * @param target where it goes here, below the library's folder
 */
@Stability(Stability.Promise.STABLE)
public record BlobDownload(BlobRef blob, BlobPath target) {}
