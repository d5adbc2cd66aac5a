/**
 * A small application with photos: what it takes to have files travel with rows. It uses the engine; the plans beside it do not.
 */
@NullMarked
package dev.coven.examples.photos;

import org.jspecify.annotations.NullMarked;
