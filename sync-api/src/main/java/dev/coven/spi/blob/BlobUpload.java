package dev.coven.spi.blob;

/**
 * A file to be put into the store.
 *
 * @param blob its name there
 * @param source where it is here, below the library's folder
 */
public record BlobUpload(BlobRef blob, BlobPath source) {}
