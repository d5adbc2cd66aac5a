package dev.coven.storage.jclouds;

/** How a service says in the body of an answer what went wrong. Thread safe. */
@FunctionalInterface
public interface ErrorFormat {
    /**
     * The service's word for an error.
     *
     * @param body what was sent, at most {@link Refusal#MAX_BODY_BYTES} of it; it may come from a gateway and be in any format
     * @return one word that can be shown, without line ends; empty when there is none
     */
    String word(byte[] body);
}
