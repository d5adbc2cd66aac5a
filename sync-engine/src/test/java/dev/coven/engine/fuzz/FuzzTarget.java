package dev.coven.engine.fuzz;

import java.util.List;

/**
 * A decoder of bytes from outside, and what must be true of it whatever the bytes are.
 *
 * <p>The same property is asked in two ways: by {@link FuzzTargetsTest} of the kept inputs and of some made from them, and by
 * {@link CoverageFuzz} of as many as one has time for. Stateless: the same input has the same outcome each time.
 */
interface FuzzTarget {
    /** What people call it, and the folder of its inputs. */
    String name();

    /** Inputs to begin with, of which the decoder takes most. */
    List<byte[]> seeds() throws Exception;

    /**
     * Gives the decoder one input. Returns in silence when it is taken with all that must hold then, or refused as the decoder
     * says; whatever else is thrown is a fault of the decoder.
     */
    void feed(byte[] input) throws Exception;
}
