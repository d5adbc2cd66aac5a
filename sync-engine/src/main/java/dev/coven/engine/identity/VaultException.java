package dev.coven.engine.identity;

/** The vault cannot give or take a secret. The message names the file and what to do, and holds no secret. */
public class VaultException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why it cannot. */
    public enum Reason {
        /** The file system refused. */
        FILE_SYSTEM,
        /** Other users of this machine may read the file. */
        EXPOSED,
        /** The file is not as the vault wrote it. */
        DAMAGED,
        /** The file is protected by a passphrase and none was given. */
        PASSPHRASE_NEEDED,
        /** The passphrase does not open the file. */
        PASSPHRASE_WRONG,
        /** A passphrase was given, and the file is not protected by one. */
        NOT_PROTECTED,
        /** There is another secret in this place, which is never overwritten. */
        EXISTS
    }

    private final Reason reason;

    VaultException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    VaultException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why the vault cannot. */
    public Reason reason() {
        return reason;
    }
}
