package org.example.coven;

import dev.coven.conformance.signature.SignatureSchemeContract;
import dev.coven.conformance.signature.SignatureVector;
import dev.coven.conformance.signature.SignatureVectors;
import dev.coven.spi.signature.SignatureScheme;
import java.util.List;

class MlDsaSchemeTest extends SignatureSchemeContract {
    @Override
    protected SignatureScheme scheme() {
        return new MlDsaScheme();
    }

    @Override
    protected List<SignatureVector> vectors() {
        return SignatureVectors.read(MlDsaSchemeTest.class.getResource("/ml-dsa-65.conf"));
    }
}
