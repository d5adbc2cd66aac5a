package dev.coven.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3XmlTest {
    @TempDir
    Path folder;

    @Test
    void page_listing_hasKeysWithoutThePrefixAndPassesStrangersOver() throws Exception {
        S3Xml.Page page = page("""
            <?xml version="1.0" encoding="UTF-8"?>
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name>
            <IsTruncated>true</IsTruncated>
            <Contents><Key>p/a</Key><Size>3</Size><ETag>&quot;e-1&quot;</ETag><StorageClass>NEW</StorageClass>
            <Owner><ID>x</ID><DisplayName>Key</DisplayName></Owner></Contents>
            <Contents><Key>p/a folder/</Key><Size>0</Size><ETag>"x"</ETag></Contents>
            </ListBucketResult>\
            """);
        assertThat(page.objects()).containsExactly(new ObjectStat(new ObjectKey("a"), 3, new ObjectVersion("e-1")));
        assertThat(page.truncated()).isTrue();
        assertThat(page.lastName()).contains("a folder/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<html></html>",
                "<ListBucketResult>",
                "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
                "<ListBucketResult><Contents><Key>q/a</Key><Size>1</Size><ETag>e</ETag></Contents></ListBucketResult>",
                "<ListBucketResult><Contents><Key>p/a</Key><Size>-1</Size><ETag>e</ETag></Contents></ListBucketResult>",
                "<ListBucketResult><Contents><Key>p/a</Key><Size>1</Size></Contents></ListBucketResult>",
                "<ListBucketResult><Contents><Key>p/a</Key><Size>9999999999999999999</Size><ETag>e</ETag></Contents>"
                        + "</ListBucketResult>"
            })
    void page_whatIsNoListing_isRefused(String xml) {
        assertThatThrownBy(() -> page(xml)).isInstanceOf(IOException.class);
    }

    @Test
    void page_textTooLong_isRefused() {
        String key = "p/" + "a".repeat(5000);
        assertThatThrownBy(
                        () -> page("<ListBucketResult><Contents><Key>" + key + "</Key></Contents></ListBucketResult>"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void page_documentTypeWithEntity_opensNoFile() throws Exception {
        Path file = Files.writeString(folder.resolve("private"), "private");
        String xml = "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + file.toUri() + "\">]>"
                + "<ListBucketResult><Contents><Key>p/&e;</Key><Size>1</Size><ETag>e</ETag></Contents>"
                + "</ListBucketResult>";
        assertThatThrownBy(() -> page(xml)).isInstanceOf(IOException.class);
        assertThat(S3Xml.errorCode(xml.replace("Key", "Code").getBytes(UTF_8))).isEmpty();
    }

    @Test
    void errorCode_ofAnything_isAWordOrNothing() {
        assertThat(S3Xml.errorCode("<Error><Code>SlowDown</Code></Error>".getBytes(UTF_8)))
                .isEqualTo("SlowDown");
        assertThat(S3Xml.errorCode("<Error><Code>a b\nc</Code></Error>".getBytes(UTF_8)))
                .isEmpty();
        assertThat(S3Xml.errorCode("<html><body>502".getBytes(UTF_8))).isEmpty();
        assertThat(S3Xml.errorCode(new byte[0])).isEmpty();
    }

    private static S3Xml.Page page(String xml) throws IOException {
        return S3Xml.page(xml.getBytes(UTF_8), "p/");
    }
}
