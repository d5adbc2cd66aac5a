package dev.coven.engine.envelope;

/** An envelope lies at the path of another one. */
public class WrongSlotException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A refusal that names what the path says and what the header says. */
    public WrongSlotException(String message) {
        super(message);
    }
}
