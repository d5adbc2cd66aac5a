package dev.coven.conformance.storage;

import dev.coven.spi.plugin.Stability;

/** The requests that a store answers, for counting them and for making them fail. */
@Stability(Stability.Promise.EVOLVING)
public enum StoreRequest {
    /** {@link dev.coven.spi.storage.ObjectStore#put}. */
    PUT,
    /** {@link dev.coven.spi.storage.ObjectStore#get}. */
    GET,
    /** {@link dev.coven.spi.storage.ObjectStore#stat}. */
    STAT,
    /** {@link dev.coven.spi.storage.ObjectStore#list}: one page is one request. */
    LIST,
    /** {@link dev.coven.spi.storage.ObjectStore#delete}. */
    DELETE
}
