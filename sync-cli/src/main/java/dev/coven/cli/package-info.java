/**
 * The {@code coven} command: one class per command, over the engine's public face. Commands decide what to do and with
 * which exit code; {@link dev.coven.cli.JsonForm} and the text classes say it, for programs and for people.
 */
@NullMarked
package dev.coven.cli;

import org.jspecify.annotations.NullMarked;
