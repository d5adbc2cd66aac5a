package dev.coven.storage.s3;

import dev.coven.storage.jclouds.Refusal;
import jakarta.inject.Named;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.Closeable;
import java.net.URI;
import org.jclouds.http.HttpResponse;
import org.jclouds.io.Payload;
import org.jclouds.rest.annotations.EndpointParam;
import org.jclouds.rest.annotations.RequestFilters;

/**
 * The requests of the S3 protocol that a store needs, as jclouds is to send them. An answer of 300 or more is thrown as an
 * {@link Refusal}; the body of any other answer is the caller's to close. Names of objects are percent-encoded already.
 */
@RequestFilters(FreshSigner.class)
interface S3Api extends Closeable {
    @Named("s3:put")
    @PUT
    @Path("/{key}")
    HttpResponse put(
            @EndpointParam URI bucket, @PathParam("key") @Encoded String name, Payload body, RequestOptions options);

    @Named("s3:get")
    @GET
    @Path("/{key}")
    HttpResponse get(@EndpointParam URI bucket, @PathParam("key") @Encoded String name, RequestOptions options);

    @Named("s3:head")
    @HEAD
    @Path("/{key}")
    HttpResponse head(@EndpointParam URI bucket, @PathParam("key") @Encoded String name);

    @Named("s3:delete")
    @DELETE
    @Path("/{key}")
    HttpResponse delete(@EndpointParam URI bucket, @PathParam("key") @Encoded String name, RequestOptions options);

    @Named("s3:list")
    @GET
    HttpResponse list(@EndpointParam URI bucket, RequestOptions options);

    @Named("s3:post")
    @POST
    @Path("/{key}")
    HttpResponse post(
            @EndpointParam URI bucket, @PathParam("key") @Encoded String name, Payload body, RequestOptions options);
}
