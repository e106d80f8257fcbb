package dev.kartrainbox.signin;

import dev.kartrainbox.inbox.Fingerprint;
import dev.kartrainbox.inbox.SqlStates;
import dev.kartrainbox.settings.Secrets;
import dev.kartrainbox.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.CallerPrincipal;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Signs people in to the console, by a page with a form. Besides the session's own cookie there is one of ours: only both
 * together are somebody, so that an id of a session that was planted, or was sent without TLS, is nobody.
 */
@ApplicationScoped
public class ConsoleSignIn {

    /** The page with the form, below the application's path. */
    public static final String PAGE = "/console/sign-in";

    /** What it is told: where to go on. */
    public static final String THEN = "then";

    /** What it is told: that somebody had been signed in. */
    public static final String ENDED = "ended";

    /** The end of the id of whatever refreshes a page by itself. */
    public static final String REFRESH = "refresh";

    private static final Logger LOG = System.getLogger(ConsoleSignIn.class.getName());
    private static final String CONSOLE = "/console";
    private static final String SET_COOKIE = "Set-Cookie";
    private static final String COOKIE = "kartra-inbox-console";
    private static final String VISIT = Visit.class.getName();
    private static final int RANDOM_BYTES = 32;
    private static final int MOST_OF_REFRESH = 65_536;

    @Inject
    SignIn signIn;

    @Inject
    Accounts accounts;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    AuthenticationStatus validate(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        var visit = visit(request);
        if (visit.isEmpty()) {
            return toSignIn(request, response, cookies(request).findAny().isPresent());
        }
        try {
            if (!goesOn(visit.get())) {
                end(request, response);
                return toSignIn(request, response, true);
            }
        } catch (RuntimeException e) { // the persistence provider has some of its own
            if (!SqlStates.isAway(e)) {
                throw e;
            }
            if (!visit.get().isTrustedAt(clock.instant())) {
                LOG.log(Level.WARNING, "Nobody can sign in: {0}", SqlStates.describe(e));
                return toSignIn(request, response, false); // where people are told why
            }
        }
        if (!isRefresh(request)) {
            visit.get().use(clock.instant());
        }
        return context.notifyContainerAboutLogin(
                new CallerPrincipal(visit.get().account()), visit.get().role().words());
    }

    private static Optional<Visit> visit(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> (Visit) session.getAttribute(VISIT))
                .filter(visit -> cookies(request).anyMatch(cookie -> visit.shows(hash(cookie.getValue()))));
    }

    private static Stream<Cookie> cookies(HttpServletRequest request) {
        return request.getCookies() == null
                ? Stream.empty()
                : Stream.of(request.getCookies())
                        .filter(cookie -> cookie.getName().equals(COOKIE));
    }

    private boolean goesOn(Visit visit) {
        var now = clock.instant();
        return !visit.isOverAt(now)
                && accounts.named(visit.account())
                        .filter(account -> visit.confirm(account, now))
                        .isPresent();
    }

    /** Only what is short is looked into: it has been sent by then. */
    private static boolean isRefresh(HttpServletRequest request) {
        if (request.getHeader("Faces-Request") == null || request.getContentLengthLong() > MOST_OF_REFRESH) {
            return false;
        }
        var source = request.getParameter("jakarta.faces.source");
        return source != null && source.endsWith(REFRESH);
    }

    private static AuthenticationStatus toSignIn(
            HttpServletRequest request, HttpServletResponse response, boolean ended) {
        var page = request.getContextPath() + PAGE + "?" + (ended ? ENDED + "=true&" : "") + THEN + "="
                + URLEncoder.encode(Whereabouts.of(request), StandardCharsets.UTF_8);
        new PlainAnswer(response).setHeaders();
        try {
            if (request.getHeader("Faces-Request") == null) {
                response.setStatus(HttpServletResponse.SC_SEE_OTHER);
                response.setHeader("Location", page);
            } else { // what asks is a script of Jakarta Faces, which goes where it is told
                response.setContentType("text/xml;charset=UTF-8");
                response.getWriter()
                        .write("<?xml version='1.0' encoding='UTF-8'?><partial-response><redirect url=\""
                                + page.replace("&", "&amp;") + "\"/></partial-response>");
            }
            response.flushBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return AuthenticationStatus.SEND_CONTINUE;
    }

    /**
     * Tries name and password, and lets whoever they belong to in.
     *
     * @throws Passwords.BusyException if too many do at once
     */
    public SignIn.Result begin(String name, String password, HttpServletRequest request, HttpServletResponse response) {
        var result = signIn.with(name, password, settings.proxies().clientOf(request));
        result.signedIn().ifPresent(account -> begin(account, request, response));
        return result;
    }

    /**
     * Asks whoever is signed in already for the password once more.
     *
     * @throws Passwords.BusyException if too many are asked at once
     */
    public SignIn.Result confirm(String name, String password, HttpServletRequest request) {
        return signIn.with(name, password, settings.proxies().clientOf(request));
    }

    private void begin(Account account, HttpServletRequest request, HttpServletResponse response) {
        Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
        var secret = Secrets.ofBytes(RANDOM_BYTES);
        request.getSession(true).setAttribute(VISIT, new Visit(account, hash(secret), clock.instant()));
        response.addHeader(SET_COOKIE, cookie(secret, request));
    }

    /** As a header: servers drop what the Servlet API lets a cookie say of other sites. */
    private String cookie(String value, HttpServletRequest request) {
        return COOKIE + "=" + value + "; Path=" + request.getContextPath() + CONSOLE + "; HttpOnly; SameSite=Strict"
                + (settings.proxies().isSecure(request) ? "; Secure" : "");
    }

    /** Signs whoever asks out. */
    public void end(HttpServletRequest request, HttpServletResponse response) {
        Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
        response.addHeader(SET_COOKIE, cookie("", request) + "; Max-Age=0");
    }

    private static byte[] hash(String secret) {
        return Fingerprint.sha256(secret.getBytes(StandardCharsets.UTF_8));
    }
}
