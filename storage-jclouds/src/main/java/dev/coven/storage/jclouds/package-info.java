/**
 * What stores that Apache jclouds carries requests for have in common: how a client is made that neither repeats, follows nor logs
 * anything; how answers are read, which may come from anybody; and what the network and the service's refusals mean to a store.
 * For authors of stores; users of Coven see none of it.
 */
@NullMarked
package dev.coven.storage.jclouds;

import org.jspecify.annotations.NullMarked;
