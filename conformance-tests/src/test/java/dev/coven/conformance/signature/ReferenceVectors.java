package dev.coven.conformance.signature;

import java.util.List;

/** RFC 8032, section 7.1, in the standard encodings of keys. */
final class ReferenceVectors {
    private static final String PUBLIC = "302a300506032b6570032100";
    private static final String SECRET = "302e020100300506032b657004220420";

    static final List<SignatureVector> ALL = List.of(
            SignatureVector.valid(
                            "RFC 8032, section 7.1, test 1",
                            PUBLIC + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                            "",
                            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
                                    + "f9b46bd25bf5f0595bbe24655141438e7a100b")
                    .signedBy(SECRET + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"),
            SignatureVector.valid(
                            "RFC 8032, section 7.1, test 3",
                            PUBLIC + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                            "af82",
                            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f76098"
                                    + "4dc6594a7c15e9716ed28dc027beceea1ec40a")
                    .signedBy(SECRET + "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"),
            SignatureVector.refused(
                    "test 1 with the group's order added to S",
                    PUBLIC + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                    "",
                    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901554c8c7872aa064e049dbb3013fb"
                            + "f29380d25bf5f0595bbe24655141438e7a101b"));

    private ReferenceVectors() {}
}
