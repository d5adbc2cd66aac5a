package dev.coven.storage.s3;

import dev.coven.spi.storage.ObjectVersion;
import dev.coven.spi.storage.PutCondition;
import dev.coven.storage.jclouds.Answers;
import dev.coven.storage.jclouds.MalformedAnswer;
import dev.coven.storage.jclouds.Refusal;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jclouds.http.HttpResponse;
import org.jclouds.io.Payload;
import org.jclouds.io.Payloads;

/**
 * Sends an object: in one request when it is small, else in parts, of which one at a time is in memory. Until the last request of
 * an upload in parts, readers see what was there before.
 */
final class Uploads {
    /** The size of a part, and of the largest object that goes in one request. */
    static final int PART_BYTES = 16 << 20;

    /** The protocol's limit. */
    static final int MAX_PARTS = 10_000;

    private static final int MAX_ANSWER_BYTES = 64 << 10;
    private static final String OBJECT_TYPE = "application/octet-stream";

    private final S3Api api;
    private final URI bucket;

    Uploads(S3Api api, URI bucket) {
        this.api = api;
        this.bucket = bucket;
    }

    ObjectVersion send(String name, PayloadReader payload, PutCondition condition) throws IOException {
        byte[] first = payload.next(PART_BYTES);
        if (payload.isAtEnd()) {
            return put(name, first, conditional(new RequestOptions(), condition));
        }
        String id = begin(name);
        try {
            StringBuilder parts = new StringBuilder("<CompleteMultipartUpload>");
            int number = 1;
            for (byte[] part = first; part.length > 0; part = payload.next(PART_BYTES)) {
                RequestOptions options = new RequestOptions()
                        .query("partNumber", Integer.toString(number))
                        .query("uploadId", id);
                ObjectVersion tag = put(name, part, options);
                parts.append("<Part><PartNumber>").append(number).append("</PartNumber><ETag>\"");
                parts.append(tag.token()).append("\"</ETag></Part>");
                number++;
            }
            return complete(name, id, parts.append("</CompleteMultipartUpload>").toString(), condition);
        } catch (IOException | RuntimeException failure) {
            abandon(name, id, failure);
            throw failure;
        }
    }

    private ObjectVersion put(String name, byte[] bytes, RequestOptions options) throws IOException {
        HttpResponse answer = api.put(bucket, name, payload(bytes, OBJECT_TYPE), options);
        Answers.discard(answer);
        return S3Xml.version(Answers.header(answer, "ETag").orElse(null));
    }

    private String begin(String name) throws IOException {
        byte[] answer = Answers.body(
                api.post(bucket, name, payload(new byte[0], OBJECT_TYPE), new RequestOptions().query("uploads", "")),
                MAX_ANSWER_BYTES);
        String id = S3Xml.text(answer, "UploadId");
        if (id == null || id.isEmpty()) {
            throw new MalformedAnswer("the service gave no id for an upload in parts");
        }
        return id;
    }

    private ObjectVersion complete(String name, String id, String parts, PutCondition condition) throws IOException {
        RequestOptions options = conditional(new RequestOptions().query("uploadId", id), condition);
        byte[] body = parts.getBytes(StandardCharsets.UTF_8);
        byte[] answer =
                Answers.body(api.post(bucket, name, payload(body, "application/xml"), options), MAX_ANSWER_BYTES);
        // The service begins its answer before it knows the outcome, so that an error may stand in a success.
        String code = S3Xml.errorCode(answer);
        if (!code.isEmpty()) {
            throw Refusal.inSuccess(code.equals("PreconditionFailed") ? 412 : 500, code);
        }
        String tag = S3Xml.text(answer, "ETag");
        return tag == null || tag.isEmpty() ? versionNow(name) : S3Xml.version(tag);
    }

    /** Ceph's gateway does not say in that answer which version it made; the object has one by then. */
    private ObjectVersion versionNow(String name) throws IOException {
        HttpResponse answer = api.head(bucket, name);
        Answers.discard(answer);
        return S3Xml.version(Answers.header(answer, "ETag").orElse(null));
    }

    /** The parts cost money until they are given up; the failure that led here is the one that counts. */
    private void abandon(String name, String id, Exception failure) {
        try {
            Answers.discard(api.delete(bucket, name, new RequestOptions().query("uploadId", id)));
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static RequestOptions conditional(RequestOptions options, PutCondition condition) {
        return condition == PutCondition.IF_ABSENT ? options.header("If-None-Match", "*") : options;
    }

    private static Payload payload(byte[] bytes, String type) {
        Payload payload = Payloads.newByteArrayPayload(bytes);
        payload.getContentMetadata().setContentType(type);
        return payload;
    }
}
