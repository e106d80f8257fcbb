package dev.kartrainbox.console;

import dev.kartrainbox.inbox.SqlStates;
import dev.kartrainbox.signin.Whereabouts;
import jakarta.faces.FacesException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.facelets.TagException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

/** Leads to a page that says what went wrong, in our own words: those of an exception may hold what somebody sent. */
class Failures extends ExceptionHandlerWrapper {

    private static final Logger LOG = System.getLogger(Failures.class.getName());
    private static final int MOST_CAUSES = 10;

    Failures(ExceptionHandler wrapped) {
        super(wrapped);
    }

    @Override
    public void handle() throws FacesException {
        Iterator<?> events = getUnhandledExceptionQueuedEvents().iterator();
        if (!events.hasNext()) {
            return;
        }
        var failure = getUnhandledExceptionQueuedEvents()
                .iterator()
                .next()
                .getContext()
                .getException();
        while (events.hasNext()) { // those after it are its consequences
            events.next();
            events.remove();
        }
        answer(FacesContext.getCurrentInstance(), failure);
    }

    private static void answer(FacesContext faces, Throwable failure) {
        var external = faces.getExternalContext();
        try {
            if (external.isResponseCommitted()) {
                log(failure);
                throw new FacesException("the answer breaks off"); // or it would look whole
            } else if (cause(failure, ViewExpiredException.class).isPresent()) {
                Pages.redirect(again((HttpServletRequest) external.getRequest()));
            } else {
                Pages.go(ProblemPage.PATH + "?what=" + what(failure));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        faces.responseComplete();
    }

    private static String again(HttpServletRequest request) {
        var page = Whereabouts.of(request);
        return page + (page.contains("?") ? "&" : "?") + "expired=true";
    }

    private static String what(Throwable failure) {
        if (cause(failure, NotAllowedException.class).isPresent()) {
            return ProblemPage.NOT_ALLOWED;
        }
        if (cause(failure, UnknownException.class).isPresent()) {
            return ProblemPage.UNKNOWN;
        }
        log(failure);
        return SqlStates.isAway(failure) ? ProblemPage.AWAY : ProblemPage.FAILED;
    }

    /** Classes, SQLSTATE, and the place; a message only where it is of what stands in a page. */
    private static void log(Throwable failure) {
        var page = cause(failure, TagException.class).map(wrong -> ": " + wrong.getMessage());
        LOG.log(
                Level.WARNING,
                "A page of the console failed: {0}{1}{2}",
                SqlStates.describe(failure),
                page.orElse(""),
                place(failure));
    }

    private static String place(Throwable failure) {
        return causes(failure)
                .flatMap(cause -> Stream.of(cause.getStackTrace()))
                .filter(frame -> frame.getClassName().startsWith("dev.kartrainbox."))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        return causes(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES);
    }
}
