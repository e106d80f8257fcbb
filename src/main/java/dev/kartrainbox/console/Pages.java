package dev.kartrainbox.console;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where an action leads to. */
final class Pages {

    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private Pages() {}

    /** What is written into a file. */
    interface Content {

        void writeTo(OutputStream file) throws IOException;
    }

    static ExternalContext external() {
        return FacesContext.getCurrentInstance().getExternalContext();
    }

    /** What was typed, without what surrounds it; empty where nothing was. */
    static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** An id in an address; throws where it is none. */
    static UUID id(@Nullable String text) {
        try {
            return UUID.fromString(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            throw new UnknownException("no id");
        }
    }

    /** Where a page of a list begins that is read from the newest on: before this id, or at the newest where there is none. */
    static UUID before(@Nullable String text) {
        return text == null || text.isBlank() ? AFTER_ALL : id(text);
    }

    /** On to a page, below the application's path. */
    static void go(String page) throws IOException {
        redirect(external().getRequestContextPath() + page);
    }

    /** On to this path of the server; never to a whole address, since a proxy may have another scheme. */
    static void redirect(String path) throws IOException {
        var faces = FacesContext.getCurrentInstance();
        if (faces.getPartialViewContext().isAjaxRequest()) {
            external().redirect(path);
        } else {
            external().setResponseStatus(HttpServletResponse.SC_SEE_OTHER);
            external().setResponseHeader("Location", path);
            faces.responseComplete();
        }
    }

    /** Shows why nothing was done. */
    static void refuse(String why) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, why, null));
    }

    /** A file, and the page stays. */
    static void download(String name, String type, Content content) throws IOException {
        var external = external();
        external.responseReset();
        external.setResponseContentType(type);
        external.setResponseHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        external.setResponseHeader("Cache-Control", "no-store");
        external.setResponseHeader("X-Content-Type-Options", "nosniff");
        external.setResponseHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        content.writeTo(external.getResponseOutputStream());
        FacesContext.getCurrentInstance().responseComplete();
    }
}
