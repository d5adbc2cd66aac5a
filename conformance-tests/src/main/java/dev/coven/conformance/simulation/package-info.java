/**
 * A simulator: from one seed it makes up a schema, a fleet of devices, what their applications write, how they sync, and all
 * that goes wrong meanwhile, plays it with the production engine on real SQLite files, and checks that nothing is lost and all
 * devices come to the same tables. The same seed gives the same history; a history that fails is cut down to a short script.
 */
@NullMarked
package dev.coven.conformance.simulation;

import org.jspecify.annotations.NullMarked;
