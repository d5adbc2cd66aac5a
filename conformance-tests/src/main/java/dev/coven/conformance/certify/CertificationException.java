package dev.coven.conformance.certify;

import dev.coven.spi.plugin.Stability;

/** A plugin, a configuration or a certificate cannot be used; the message says what to change. */
@Stability(Stability.Promise.INTERNAL)
public class CertificationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A refusal that says what is wrong. */
    public CertificationException(String message) {
        super(message);
    }

    /** A refusal with the failure behind it. */
    public CertificationException(String message, Throwable cause) {
        super(message, cause);
    }
}
