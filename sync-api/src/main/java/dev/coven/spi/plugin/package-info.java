/**
 * What every plugin says of itself, and the configuration it is given.
 */
@NullMarked
package dev.coven.spi.plugin;

import org.jspecify.annotations.NullMarked;
