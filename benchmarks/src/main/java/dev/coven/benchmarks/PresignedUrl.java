package dev.coven.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coven.servers.S3Server;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A URL that carries its own signature, version 4: what a client without an S3 library can read. */
final class PresignedUrl {
    private static final String REGION = "us-east-1";
    private static final int SECONDS_GOOD = 3600;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private PresignedUrl() {}

    /** To read an object, whose path has no characters that must be encoded. */
    static URI ofGet(URI endpoint, String path, Instant now) throws GeneralSecurityException {
        String time = TIME.format(now);
        String day = time.substring(0, 8);
        String scope = day + "/" + REGION + "/s3/aws4_request";
        String query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                + (S3Server.ACCESS_KEY_ID + "/" + scope).replace("/", "%2F") + "&X-Amz-Date=" + time
                + "&X-Amz-Expires=" + SECONDS_GOOD + "&X-Amz-SignedHeaders=host";
        String request = String.join(
                "\n", "GET", path, query, "host:" + endpoint.getRawAuthority(), "", "host", "UNSIGNED-PAYLOAD");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(request.getBytes(UTF_8));
        String text = String.join(
                "\n", "AWS4-HMAC-SHA256", time, scope, HexFormat.of().formatHex(hash));
        byte[] key = ("AWS4" + S3Server.SECRET_ACCESS_KEY).getBytes(UTF_8);
        for (String part : new String[] {day, REGION, "s3", "aws4_request", text}) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            key = mac.doFinal(part.getBytes(UTF_8));
        }
        return URI.create(endpoint + path + "?" + query + "&X-Amz-Signature="
                + HexFormat.of().formatHex(key));
    }
}
