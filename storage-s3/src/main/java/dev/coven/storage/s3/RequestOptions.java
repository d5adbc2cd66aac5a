package dev.coven.storage.s3;

import org.jclouds.http.options.BaseHttpRequestOptions;

/** Headers and query parameters of one request. */
final class RequestOptions extends BaseHttpRequestOptions {
    RequestOptions header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    RequestOptions query(String name, String value) {
        queryParameters.put(name, value);
        return this;
    }
}
