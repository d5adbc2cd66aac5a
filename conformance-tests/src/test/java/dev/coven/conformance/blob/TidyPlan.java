package dev.coven.conformance.blob;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coven.spi.blob.BlobPath;
import java.util.HexFormat;

/** Covers whose places are of digits alone, so that it keeps what should be too. A test spoils one part of it. */
class TidyPlan extends CoverPlan {
    @Override
    BlobPath path(String id) {
        return new BlobPath("covers/" + hex(id));
    }

    static String hex(String id) {
        return HexFormat.of().formatHex(id.getBytes(UTF_8));
    }
}
