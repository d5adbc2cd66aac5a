package dev.coven.storage.jclouds;

import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.ExactStream;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jclouds.http.HttpResponse;
import org.jclouds.io.Payload;

/**
 * Reads successful answers: headers, whose names may be spelled in any case, and bodies that end where they say. An answer holds its
 * connection until {@link #body}, {@link #discard} or the close of an {@link #object} gives it back.
 */
public final class Answers {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes [0-9]+-[0-9]+/([0-9]{1,18})");

    private static final String BROKEN = "the connection broke in the middle of an answer";

    private Answers() {}

    /** Reads an object's version out of the headers of an answer. */
    @FunctionalInterface
    public interface VersionReader {
        /**
         * The version.
         *
         * @throws MalformedAnswer when there is none
         */
        ObjectVersion version(HttpResponse answer) throws IOException;
    }

    /** The first header of that name. */
    public static Optional<String> header(HttpResponse answer, String name) {
        return answer.getHeaders().entries().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * How long the body is said to be.
     *
     * @throws MalformedAnswer when nothing is said
     */
    public static long contentLength(HttpResponse answer) throws MalformedAnswer {
        Payload body = answer.getPayload();
        Long length = body == null ? null : body.getContentMetadata().getContentLength();
        if (length == null || length < 0) {
            throw new MalformedAnswer("the service did not say how long its answer is");
        }
        return length;
    }

    /**
     * The whole body, which is closed.
     *
     * @param maxBytes the most that is read
     * @throws MalformedAnswer when there is more
     * @throws IOException also when the connection breaks before the announced end
     */
    public static byte[] body(HttpResponse answer, int maxBytes) throws IOException {
        Payload payload = answer.getPayload();
        if (payload == null) {
            return new byte[0];
        }
        Long length = payload.getContentMetadata().getContentLength();
        try (InputStream stream =
                length == null ? payload.openStream() : new ExactStream(payload.openStream(), length, BROKEN)) {
            byte[] body = stream.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw new MalformedAnswer("the service's answer is longer than " + maxBytes + " bytes");
            }
            return body;
        }
    }

    /** Gives the connection back. */
    public static void discard(HttpResponse answer) throws IOException {
        if (answer.getPayload() != null) {
            answer.getPayload().openStream().close();
        }
    }

    /**
     * An object, or a range of it, whose bytes are the body. The service may have sent the whole object instead of the range. The
     * stream fails where the connection breaks, and never ends early in silence.
     *
     * @param range what was asked for
     * @param version where this service says which version it sends
     * @return the object; closing it gives the connection back
     */
    public static ObjectBody object(ObjectKey key, ByteRange range, HttpResponse answer, VersionReader version)
            throws IOException {
        InputStream stream = answer.getPayload() == null
                ? InputStream.nullInputStream()
                : answer.getPayload().openStream();
        try {
            Optional<String> part = header(answer, "Content-Range");
            long size = part.isPresent() ? wholeSize(part.get()) : contentLength(answer);
            if (part.isEmpty() && range.offset() > 0) {
                stream.skipNBytes(Math.min(range.offset(), size));
            }
            ObjectStat stat = new ObjectStat(key, size, version.version(answer));
            return new ObjectBody(stat, new ExactStream(stream, range.lengthWithin(size), BROKEN));
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    /**
     * What a range gives that begins behind the end of an object, which services refuse to send and which is no error.
     *
     * @param what what was asked of which key
     * @param stat the object, if there is one
     */
    public static ObjectBody pastTheEnd(String what, Optional<ObjectStat> stat) throws StorageException {
        if (stat.isEmpty()) {
            throw new StorageException(Kind.NOT_FOUND, Retry.NEVER, what + ": there is no such object");
        }
        return new ObjectBody(stat.get(), InputStream.nullInputStream());
    }

    private static long wholeSize(String contentRange) throws MalformedAnswer {
        Matcher matcher = CONTENT_RANGE.matcher(contentRange);
        if (!matcher.matches()) {
            throw new MalformedAnswer("the service did not say how long the object is");
        }
        return Long.parseLong(matcher.group(1));
    }
}
