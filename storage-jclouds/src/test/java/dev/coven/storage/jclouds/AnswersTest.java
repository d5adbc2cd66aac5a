package dev.coven.storage.jclouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectVersion;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.jclouds.http.HttpResponse;
import org.jclouds.io.Payload;
import org.jclouds.io.Payloads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final byte[] OBJECT = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    @Test
    void header_inAnyCase_isFound() {
        HttpResponse answer =
                HttpResponse.builder().statusCode(200).addHeader("eTaG", "v").build();
        assertThat(Answers.header(answer, "ETag")).contains("v");
        assertThat(Answers.header(answer, "Tag")).isEmpty();
    }

    @Test
    void body_asLongAsTheLimit_isGiven() throws Exception {
        assertThat(Answers.body(answer(OBJECT, 10L), 10)).isEqualTo(OBJECT);
        assertThat(Answers.body(answer(OBJECT, null), 10)).isEqualTo(OBJECT);
    }

    @Test
    void body_longerThanTheLimit_isMalformed() {
        assertThatThrownBy(() -> Answers.body(answer(OBJECT, 10L), 9)).isInstanceOf(MalformedAnswer.class);
        assertThatThrownBy(() -> Answers.body(answer(OBJECT, null), 9)).isInstanceOf(MalformedAnswer.class);
    }

    @Test
    void body_endsBeforeItsLength_fails() {
        assertThatThrownBy(() -> Answers.body(answer(OBJECT, 11L), 100)).isInstanceOf(EOFException.class);
    }

    @Test
    void contentLength_notSaid_isMalformed() {
        assertThatThrownBy(() -> Answers.contentLength(
                        HttpResponse.builder().statusCode(200).build()))
                .isInstanceOf(MalformedAnswer.class);
    }

    @Test
    void object_sentWholeInsteadOfTheRange_givesTheRange() throws Exception {
        try (ObjectBody body = object(answer(OBJECT, 10L), new ByteRange(3, 4))) {
            assertThat(body.stat().size()).isEqualTo(10);
            assertThat(body.stream().readAllBytes()).containsExactly(3, 4, 5, 6);
        }
    }

    @Test
    void object_sentInPart_hasTheWholeSize() throws Exception {
        HttpResponse part = ranged("bytes 3-6/10");
        try (ObjectBody body = object(part, new ByteRange(3, 4))) {
            assertThat(body.stat().size()).isEqualTo(10);
            assertThat(body.stream().readAllBytes()).containsExactly(0, 1, 2, 3);
        }
    }

    @Test
    void object_rangeThatSaysNoSize_isMalformed() {
        for (String range : new String[] {"bytes 3-6/*", "bytes 3-6/9999999999999999999", "bytes */10", "3-6/10", ""}) {
            assertThatThrownBy(() -> object(ranged(range), new ByteRange(3, 4)))
                    .as(range)
                    .isInstanceOf(MalformedAnswer.class);
        }
    }

    @Test
    void object_connectionBreaks_failsAndDoesNotEnd() throws Exception {
        try (ObjectBody body = object(answer(OBJECT, 11L), ByteRange.ALL)) {
            assertThatThrownBy(() -> body.stream().readAllBytes()).isInstanceOf(EOFException.class);
        }
    }

    private static ObjectBody object(HttpResponse answer, ByteRange range) throws IOException {
        return Answers.object(new ObjectKey("a"), range, answer, any -> new ObjectVersion("v"));
    }

    private static HttpResponse ranged(String range) {
        return answer(new byte[] {0, 1, 2, 3}, 4L).toBuilder()
                .addHeader("Content-Range", range)
                .build();
    }

    private static HttpResponse answer(byte[] bytes, @Nullable Long length) {
        Payload payload = Payloads.newInputStreamPayload(new ByteArrayInputStream(bytes));
        payload.getContentMetadata().setContentLength(length);
        return HttpResponse.builder().statusCode(200).payload(payload).build();
    }
}
