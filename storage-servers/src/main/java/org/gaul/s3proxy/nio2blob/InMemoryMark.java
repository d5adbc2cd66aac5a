package org.gaul.s3proxy.nio2blob;

/**
 * Puts a proxy class into this package. S3Proxy tells by the package of a store's class what the store can do itself, and the
 * tests' proxy stands before one of this package.
 */
interface InMemoryMark {}
