package dev.coven.engine.identity;

import java.nio.file.Path;

/**
 * A file of a vault.
 *
 * @param home the vault's folder
 * @param name its path below, joined by slashes on every system: what a sealed file is bound to, so that a vault can move
 */
record VaultFile(Path home, String name) {
    Path path() {
        return home.resolve(name);
    }

    /** The whole path, for messages. */
    @Override
    public String toString() {
        return path().toString();
    }
}
