/**
 * A store in an S3 bucket, at Amazon or at anything that speaks S3. HTTP and signing are Apache jclouds'; which requests are
 * made, how their answers are read, and what an error means is decided here, because an answer may come from anybody.
 */
@NullMarked
package dev.coven.storage.s3;

import org.jspecify.annotations.NullMarked;
