package dev.coven.storage.gcs;

import dev.coven.storage.jclouds.Refusal;
import jakarta.inject.Named;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.Closeable;
import org.jclouds.googlecloudstorage.options.DeleteObjectOptions;
import org.jclouds.googlecloudstorage.options.InsertObjectOptions;
import org.jclouds.googlecloudstorage.options.ListObjectOptions;
import org.jclouds.http.HttpResponse;
import org.jclouds.http.options.GetOptions;
import org.jclouds.io.Payload;
import org.jclouds.oauth.v2.filters.OAuthFilter;
import org.jclouds.rest.annotations.QueryParams;
import org.jclouds.rest.annotations.RequestFilters;

/**
 * The requests of the JSON API that a store needs, as jclouds is to send them. An answer of 300 or more is thrown as a
 * {@link Refusal}; the body of any other answer is the caller's to close. Names of objects in paths are percent-encoded
 * already, slashes too.
 */
@RequestFilters(OAuthFilter.class)
interface GcsApi extends Closeable {
    @Named("gcs:upload")
    @POST
    @Path("/upload/storage/v1/b/{bucket}/o")
    @QueryParams(
            keys = {"uploadType", "fields"},
            values = {"media", "size,generation,crc32c"})
    HttpResponse upload(@PathParam("bucket") String bucket, Payload body, InsertObjectOptions options);

    @Named("gcs:download")
    @GET
    @Path("/storage/v1/b/{bucket}/o/{name}")
    @QueryParams(keys = "alt", values = "media")
    HttpResponse download(
            @PathParam("bucket") String bucket, @PathParam("name") @Encoded String name, GetOptions options);

    @Named("gcs:stat")
    @GET
    @Path("/storage/v1/b/{bucket}/o/{name}")
    @QueryParams(keys = "fields", values = "size,generation")
    HttpResponse stat(@PathParam("bucket") String bucket, @PathParam("name") @Encoded String name);

    @Named("gcs:list")
    @GET
    @Path("/storage/v1/b/{bucket}/o")
    @QueryParams(keys = "fields", values = "kind,nextPageToken,items(name,size,generation)")
    HttpResponse list(@PathParam("bucket") String bucket, ListObjectOptions options);

    @Named("gcs:delete")
    @DELETE
    @Path("/storage/v1/b/{bucket}/o/{name}")
    HttpResponse delete(
            @PathParam("bucket") String bucket, @PathParam("name") @Encoded String name, DeleteObjectOptions options);
}
