package dev.coven.engine.membership;

import dev.coven.engine.document.Author;
import dev.coven.engine.document.DocumentKind;
import dev.coven.engine.document.FakeSchemes;
import dev.coven.engine.document.MalformedDocumentException;
import dev.coven.engine.document.Member;
import dev.coven.engine.document.Member.Role;
import dev.coven.engine.document.MembershipEntry;
import dev.coven.engine.document.SignedDocument;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.spi.storage.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The membership entries of a store under test, founded by Ada. */
final class Entries {
    static final String LIBRARY = "0123456789abcdef0123456789abcdef";
    static final String COMMITMENT = "cd".repeat(32);
    static final long FOUNDED = 100;

    private final Map<ObjectKey, byte[]> objects = new TreeMap<>();

    /** A store with the founding entry. */
    static Entries founded() {
        Entries entries = new Entries();
        entries.put("Ada", 1, founding("Ada", FOUNDED).encode(author("Ada")));
        return entries;
    }

    static MembershipEntry founding(String founder, long timestamp) {
        return MembershipEntry.found(LIBRARY, FakeSchemes.member(founder, Role.OWNER), timestamp, 1, COMMITMENT);
    }

    /** Adds an entry of the author's next number and gives its hash. */
    String add(String by, String subject, Role role, long timestamp, List<String> after) {
        return addAs(number(by), by, subject, role, timestamp, after);
    }

    String addAs(long n, String by, String subject, Role role, long timestamp, List<String> after) {
        Member member = FakeSchemes.member(subject, role);
        byte[] bytes = MembershipEntry.add(LIBRARY, author(by), member, timestamp, after)
                .encode(author(by));
        return put(by, n, bytes);
    }

    String put(String by, long n, byte[] bytes) {
        objects.put(path(by, n), bytes);
        return hash(bytes);
    }

    Map<ObjectKey, byte[]> objects() {
        return objects;
    }

    String founding() {
        return hash(objects.get(path("Ada", 1)));
    }

    MembershipChain chain() throws MembershipException {
        return MembershipChain.validate(LIBRARY, id("Ada"), objects, new FakeSchemes());
    }

    static Author author(String name) {
        return FakeSchemes.author(name);
    }

    static String id(String name) {
        return author(name).memberId();
    }

    static ObjectKey path(String author, long n) {
        return StoreLayout.member(id(author), n);
    }

    static String hash(byte[] entry) {
        try {
            return SignedDocument.parse(DocumentKind.MEMBER, entry).hash();
        } catch (MalformedDocumentException e) {
            throw new AssertionError(e);
        }
    }

    private long number(String by) {
        long n = 1;
        while (objects.containsKey(path(by, n))) {
            n++;
        }
        return n;
    }
}
