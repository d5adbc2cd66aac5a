/** The engine's settings, read once into typed values. */
@NullMarked
package dev.coven.engine.config;

import org.jspecify.annotations.NullMarked;
