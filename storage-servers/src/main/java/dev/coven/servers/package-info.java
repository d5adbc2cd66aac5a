/**
 * Servers that speak S3 and Google Cloud Storage on this machine, for the tests of the storage plugins, of the command line and for
 * benchmarks. They open their store through whatever plugin is on the class path, and know none. Not published.
 */
@NullMarked
package dev.coven.servers;

import org.jspecify.annotations.NullMarked;
