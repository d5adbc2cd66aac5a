package org.example.coven;

import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** What SQLite's errors mean to the engine. They are told by code, never by text. */
final class SqliteErrors {
    private SqliteErrors() {}

    static StorageException of(String what, SQLException failure) {
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(failure.getErrorCode() & 0xFF);
        Kind kind = switch (code) {
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_IOERR, SQLITE_FULL -> Kind.UNAVAILABLE;
            case SQLITE_PERM, SQLITE_READONLY, SQLITE_AUTH -> Kind.DENIED;
            case SQLITE_CORRUPT, SQLITE_NOTADB -> Kind.CORRUPT;
            case SQLITE_CANTOPEN -> Kind.CONFIG_INVALID;
            default -> Kind.UNEXPECTED;
        };
        // Every call is one transaction, so what failed did not happen.
        return new StorageException(kind, kind == Kind.UNAVAILABLE ? Retry.SAFE : Retry.NEVER, what, failure);
    }
}
