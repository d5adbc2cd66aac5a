package dev.coven.engine;

/**
 * A plugin that the engine found.
 *
 * @param kind what it is: {@code storage}, {@code signature}, {@code policy} or {@code blobplan}
 * @param id its id
 * @param name what people read
 * @param version its version
 * @param spiLevel the SPI level it was written against
 * @param source the jar or directory it came from
 */
public record PluginInfo(String kind, String id, String name, String version, int spiLevel, String source) {}
