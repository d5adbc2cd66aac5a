package dev.coven.engine.document;

import java.util.Locale;

/** What a signed document is. Code and label are stored and signed: they never change their meaning. */
public enum DocumentKind {
    /** {@link LibraryDocument}. */
    LIBRARY(1),
    /** {@link SchemaDocument}. */
    SCHEMA(2),
    /** {@link HeadDocument}. */
    HEAD(3),
    /** {@link MembershipEntry}. */
    MEMBER(4);

    private final int code;

    DocumentKind(int code) {
        this.code = code;
    }

    /** The byte that stands for the kind. */
    int code() {
        return code;
    }

    /** The kind's name in what is signed. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
