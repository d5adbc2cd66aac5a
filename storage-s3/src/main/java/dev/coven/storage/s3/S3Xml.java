package dev.coven.storage.s3;

import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.storage.jclouds.MalformedAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the service's XML. It may come from anybody: no document type is taken, so no entity is expanded and no file or URL is
 * opened, and what is not understood is passed over.
 */
final class S3Xml {
    /** The longest key that is listed; the protocol has 1024 bytes. */
    private static final int MAX_TEXT_CHARS = 4096;

    private static final String SAFE_CODE = "[A-Za-z0-9.]{1,64}";

    private S3Xml() {}

    /**
     * One page as the service gives it.
     *
     * @param objects those whose names can be keys, in the service's order
     * @param lastName the last name of the page, which may be a stranger's
     * @param truncated whether more follow
     */
    record Page(List<ObjectStat> objects, Optional<String> lastName, boolean truncated) {}

    /** The error's code, or empty when the body has none. */
    static String errorCode(byte[] body) {
        try {
            String code = text(body, "Code");
            return code != null && code.matches(SAFE_CODE) ? code : "";
        } catch (IOException e) {
            // A gateway's page in HTML, or nothing at all.
            return "";
        }
    }

    /** The text of the first element of that name, or null. */
    static @Nullable String text(byte[] body, String element) throws IOException {
        try {
            XMLStreamReader reader = reader(body);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals(element)) {
                    return elementText(reader);
                }
            }
            return null;
        } catch (XMLStreamException e) {
            throw new MalformedAnswer("the answer is not XML", e);
        }
    }

    /** A page of a listing; names are given without the store's prefix. */
    static Page page(byte[] body, String storePrefix) throws IOException {
        List<ObjectStat> objects = new ArrayList<>();
        String lastName = null;
        boolean truncated = false;
        boolean isList = false;
        try {
            XMLStreamReader reader = reader(body);
            while (reader.hasNext()) {
                if (reader.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                switch (reader.getLocalName()) {
                    case "ListBucketResult" -> isList = true;
                    case "IsTruncated" -> truncated = elementText(reader).equals("true");
                    case "Contents" -> {
                        Entry entry = Entry.read(reader, storePrefix);
                        lastName = entry.name();
                        entry.stat().ifPresent(objects::add);
                    }
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            throw new MalformedAnswer("the listing is not XML", e);
        }
        if (!isList || (truncated && lastName == null)) {
            throw new MalformedAnswer("the answer is not a listing");
        }
        return new Page(objects, Optional.ofNullable(lastName), truncated);
    }

    private record Entry(String name, Optional<ObjectStat> stat) {
        static Entry read(XMLStreamReader reader, String storePrefix) throws XMLStreamException, IOException {
            String key = "";
            String size = "";
            String tag = "";
            int event = reader.next();
            while (!(event == XMLStreamConstants.END_ELEMENT
                    && reader.getLocalName().equals("Contents"))) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (reader.getLocalName()) {
                        case "Key" -> key = elementText(reader);
                        case "Size" -> size = elementText(reader);
                        case "ETag" -> tag = elementText(reader);
                        default -> {}
                    }
                }
                event = reader.next();
            }
            if (!key.startsWith(storePrefix)) {
                throw new MalformedAnswer("the listing has a name that was not asked for");
            }
            String name = key.substring(storePrefix.length());
            // Folders that people make in a console, and files of other programs, are no objects of ours.
            if (!ObjectKey.isValid(name)) {
                return new Entry(name, Optional.empty());
            }
            return new Entry(name, Optional.of(new ObjectStat(new ObjectKey(name), size(size), version(tag))));
        }
    }

    private static long size(String text) throws IOException {
        if (!text.matches("[0-9]{1,18}")) {
            throw new MalformedAnswer("the listing has a size that is no number");
        }
        return Long.parseLong(text);
    }

    /** The version that an entity tag stands for: services quote it here and not there. */
    static ObjectVersion version(@Nullable String tag) throws IOException {
        String text = tag == null ? "" : tag.replace("\"", "");
        if (text.isEmpty() || text.length() > ObjectVersion.MAX_CHARS) {
            throw new MalformedAnswer("the service gave no usable entity tag");
        }
        return new ObjectVersion(text);
    }

    private static String elementText(XMLStreamReader reader) throws XMLStreamException, IOException {
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(reader.getText());
                if (text.length() > MAX_TEXT_CHARS) {
                    throw new MalformedAnswer("the answer has a text of more than " + MAX_TEXT_CHARS + " characters");
                }
            }
        }
        return text.toString();
    }

    private static XMLStreamReader reader(byte[] body) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(new ByteArrayInputStream(body));
    }
}
