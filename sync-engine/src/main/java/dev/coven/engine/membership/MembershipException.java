package dev.coven.engine.membership;

/** The membership entries are not a valid chain. The message names the entry and the reason. */
public class MembershipException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A refusal that names the entry and the reason. */
    public MembershipException(String message) {
        super(message);
    }

    /** A refusal with the error behind it. */
    public MembershipException(String message, Throwable cause) {
        super(message, cause);
    }
}
