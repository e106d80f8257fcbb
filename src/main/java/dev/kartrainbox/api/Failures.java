package dev.kartrainbox.api;

import dev.kartrainbox.inbox.SqlStates;
import dev.kartrainbox.operations.BodyGoneException;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers what went wrong, in our own words: those of an exception may hold what somebody sent. */
@Provider
public class Failures implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(Failures.class.getName());
    private static final int MOST_CAUSES = 10;

    @Override
    public Response toResponse(Throwable failure) {
        if (cause(failure, BodyLimit.ExceededException.class).isPresent()) {
            return Problem.answer(
                            Status.REQUEST_ENTITY_TOO_LARGE, "The body is larger than anything that is asked for here.")
                    .build();
        }
        if (cause(failure, JsonException.class).isPresent()
                || cause(failure, JsonbException.class).isPresent()) {
            return Problem.answer(Status.BAD_REQUEST, "The body is not the JSON that openapi.json describes.")
                    .build();
        }
        if (failure instanceof WebApplicationException known) {
            return answered(known);
        }
        if (failure instanceof IllegalArgumentException ours) { // thrown by operations, in words for whoever asked
            return Problem.answer(Status.BAD_REQUEST, String.valueOf(ours.getMessage()))
                    .build();
        }
        if (failure instanceof BodyGoneException gone) {
            return Problem.answer(Status.CONFLICT, String.valueOf(gone.getMessage()))
                    .build();
        }
        if (failure instanceof ProcessingException) {
            return Problem.answer(Status.BAD_REQUEST, "The request cannot be read.")
                    .build();
        }
        return ofOurs(failure);
    }

    private static Response answered(WebApplicationException failure) {
        var response = failure.getResponse();
        if (response.hasEntity()) {
            return response;
        }
        var answer = Problem.answer(response.getStatusInfo(), detail(response.getStatus()));
        var allow = response.getHeaderString(HttpHeaders.ALLOW);
        return (allow == null ? answer : answer.header(HttpHeaders.ALLOW, allow)).build();
    }

    private static String detail(int status) {
        return switch (status) {
            case 404 -> "There is no such address, or nothing of this id.";
            case 405 -> "This address does not take this method.";
            case 406 -> "It cannot be had in this media type. openapi.json lists those that are.";
            case 415 -> "Send JSON, and say so: Content-Type: application/json.";
            default -> "The request is wrong. openapi.json describes what is right.";
        };
    }

    private static Response ofOurs(Throwable failure) {
        LOG.log(Level.WARNING, "A request of the API failed: {0}", described(failure));
        if (SqlStates.isNobodysFault(failure)) {
            return Problem.away("The database is away, or busy. Try again.").getResponse();
        }
        return Problem.answer(Status.INTERNAL_SERVER_ERROR, "It failed; the server's log tells where.")
                .build();
    }

    /** Classes, SQLSTATE, and the place: never a message. */
    private static String described(Throwable failure) {
        var place = Stream.of(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.kartrainbox."))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
        return SqlStates.describe(failure) + place;
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
