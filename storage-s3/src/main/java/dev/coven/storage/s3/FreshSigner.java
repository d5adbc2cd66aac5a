package dev.coven.storage.s3;

import com.google.common.base.Supplier;
import com.google.inject.Provider;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Date;
import org.jclouds.aws.reference.AWSConstants;
import org.jclouds.crypto.Crypto;
import org.jclouds.date.TimeStamp;
import org.jclouds.domain.Credentials;
import org.jclouds.http.HttpRequest;
import org.jclouds.http.HttpRequestFilter;
import org.jclouds.http.internal.SignatureWire;
import org.jclouds.s3.filters.Aws4SignerForAuthorizationHeader;

/**
 * Signs with jclouds' signature version 4, with a new signer for each request: a signer holds date formats that two threads must
 * not use at once, and jclouds itself shares one among all.
 */
final class FreshSigner implements HttpRequestFilter {
    private final Provider<Signer> signers;

    @Inject
    FreshSigner(Provider<Signer> signers) {
        this.signers = signers;
    }

    @Override
    public HttpRequest filter(HttpRequest request) {
        return signers.get().sign(request);
    }

    /** Of use once. */
    static final class Signer extends Aws4SignerForAuthorizationHeader {
        /** The bucket's place in the URL, which only signers of other versions ask for. */
        private static final boolean UNUSED_STYLE = false;

        @Inject
        Signer(
                SignatureWire signatureWire,
                @Named(AWSConstants.PROPERTY_HEADER_TAG) String headerTag,
                @org.jclouds.location.Provider Supplier<Credentials> credentials,
                @TimeStamp Supplier<Date> time,
                ServiceAndRegion region,
                Crypto crypto) {
            super(signatureWire, UNUSED_STYLE, headerTag, credentials, time, region, crypto);
        }

        @Override
        protected HttpRequest sign(HttpRequest request) {
            return super.sign(request);
        }
    }
}
