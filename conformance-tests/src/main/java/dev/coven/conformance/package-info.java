/**
 * The kit that certifies plugins: one abstract JUnit test class for each kind of plugin. A plugin's own test extends it
 * and says how to make the plugin; what it must keep then stands rule by rule in the test report.
 */
@NullMarked
package dev.coven.conformance;

import org.jspecify.annotations.NullMarked;
