/** A mark in a package of S3Proxy's, which tells by the package of a store's class what it can do. */
@NullMarked
package org.gaul.s3proxy.nio2blob;

import org.jspecify.annotations.NullMarked;
