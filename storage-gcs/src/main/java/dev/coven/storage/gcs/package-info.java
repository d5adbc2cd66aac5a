/**
 * A store in a Google Cloud Storage bucket, by its JSON API. HTTP and OAuth are Apache jclouds'; which requests are made, how
 * their answers are read, and what an error means is decided here.
 */
@NullMarked
package dev.coven.storage.gcs;

import org.jspecify.annotations.NullMarked;
