package dev.coven.engine.document;

/** A signature's scheme is not installed here, so that nothing can be said of the signature. */
public class UnknownSchemeException extends BadSignatureException {
    private static final long serialVersionUID = 1L;

    /** A refusal that names the scheme. */
    public UnknownSchemeException(String schemeId) {
        super("no signature scheme " + FieldRules.quoted(schemeId) + " is installed; add the plugin that provides it");
    }
}
