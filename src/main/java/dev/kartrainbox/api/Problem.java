package dev.kartrainbox.api;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/**
 * What went wrong, for whoever asked (RFC 9457): our own words, never those of an exception.
 *
 * @param type {@code about:blank}
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what is wrong, and what would be right
 */
record Problem(String type, String title, int status, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final int AGAIN_SECONDS = 10;
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    static WebApplicationException wrong(String detail) {
        return exception(Response.Status.BAD_REQUEST, detail);
    }

    static WebApplicationException forbidden(String detail) {
        return exception(Response.Status.FORBIDDEN, detail);
    }

    static WebApplicationException unknown(String detail) {
        return exception(Response.Status.NOT_FOUND, detail);
    }

    static WebApplicationException conflict(String detail) {
        return exception(Response.Status.CONFLICT, detail);
    }

    static WebApplicationException away(String detail) {
        return new WebApplicationException(answer(Response.Status.SERVICE_UNAVAILABLE, detail)
                .header(HttpHeaders.RETRY_AFTER, AGAIN_SECONDS)
                .build());
    }

    private static WebApplicationException exception(Response.StatusType status, String detail) {
        return new WebApplicationException(answer(status, detail).build());
    }

    static Response.ResponseBuilder answer(Response.StatusType status, String detail) {
        return new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail).answer();
    }

    private Response.ResponseBuilder answer() {
        var json = JSON.createObjectBuilder()
                .add("type", type)
                .add("title", title)
                .add("status", status)
                .add("detail", detail)
                .build();
        return Response.status(status).type(MEDIA_TYPE).entity(json.toString());
    }
}
