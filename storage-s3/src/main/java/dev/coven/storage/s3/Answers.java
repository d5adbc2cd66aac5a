package dev.coven.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jclouds.http.HttpResponse;
import org.jclouds.io.Payload;

/** Reads what all answers have: headers, whose names may be spelled in any case, and bodies of bounded length. */
final class Answers {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (?:[0-9]+-[0-9]+|\\*)/([0-9]{1,18})");

    private Answers() {}

    static Optional<String> header(HttpResponse answer, String name) {
        return answer.getHeaders().entries().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** How long the body is said to be. */
    static long contentLength(HttpResponse answer) throws IOException {
        Payload body = answer.getPayload();
        Long length = body == null ? null : body.getContentMetadata().getContentLength();
        if (length == null || length < 0) {
            throw new MalformedAnswer("the service did not say how long its answer is");
        }
        return length;
    }

    /** The whole object's size, of which a part was sent. */
    static long wholeSize(String contentRange) throws IOException {
        Matcher matcher = CONTENT_RANGE.matcher(contentRange);
        if (!matcher.matches()) {
            throw new MalformedAnswer("the service did not say how long the object is");
        }
        return Long.parseLong(matcher.group(1));
    }

    /** The whole body, which is closed. */
    static byte[] body(HttpResponse answer, int maxBytes) throws IOException {
        Payload payload = answer.getPayload();
        if (payload == null) {
            return new byte[0];
        }
        Long length = payload.getContentMetadata().getContentLength();
        try (InputStream stream =
                length == null ? payload.openStream() : new ExactStream(payload.openStream(), length)) {
            byte[] body = stream.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw new MalformedAnswer("the service's answer is longer than " + maxBytes + " bytes");
            }
            return body;
        }
    }

    /** Gives the connection back. */
    static void discard(HttpResponse answer) throws IOException {
        if (answer.getPayload() != null) {
            answer.getPayload().openStream().close();
        }
    }
}
