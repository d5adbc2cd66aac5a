package dev.coven.engine.identity;

import dev.coven.engine.identity.VaultException.Reason;

/** What stands between a document of the vault and its file. */
interface VaultSeal {
    /** What to store of a document. */
    byte[] seal(VaultFile file, byte[] document);

    /** The document of what was stored. */
    VaultDocument open(VaultFile file, byte[] stored) throws VaultException;

    /** Documents as they are; the file's mode alone protects them. */
    record None() implements VaultSeal {
        @Override
        public byte[] seal(VaultFile file, byte[] document) {
            return document;
        }

        @Override
        public VaultDocument open(VaultFile file, byte[] stored) throws VaultException {
            VaultDocument document = VaultDocument.read(file, stored);
            if (document.isOfFormat(PassphraseSeal.FORMAT)) {
                throw new VaultException(
                        Reason.PASSPHRASE_NEEDED,
                        file + " is protected by a passphrase, and none was given; set COVEN_PASSPHRASE to it");
            }
            return document;
        }
    }
}
