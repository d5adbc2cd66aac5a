package dev.coven.spi.blob;

/**
 * A file to be fetched from the store.
 *
 * @param blob its name there
 * @param target where it goes here, below the library's folder
 */
public record BlobDownload(BlobRef blob, BlobPath target) {}
