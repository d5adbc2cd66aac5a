package dev.coven.engine.changeset;

/** A change whose texts and blobs take more bytes than {@link ChangesetLimits#maxChangeBytes}. */
public final class ChangeTooLargeException extends MalformedChangesetException {
    private static final long serialVersionUID = 1L;

    ChangeTooLargeException(long offset, String reason) {
        super(offset, reason);
    }
}
