package dev.kartrainbox.signin;

import dev.kartrainbox.inbox.SqlStates;
import dev.kartrainbox.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.CallerPrincipal;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Signs scripts in: by a bearer token, and for making one by account and password. Whatever is wrong with a token or a password,
 * the answer is the same.
 */
@ApplicationScoped
public class ApiSignIn {

    private static final Logger LOG = System.getLogger(ApiSignIn.class.getName());
    private static final String TOKENS = "/tokens";
    private static final String BEARER = "Bearer";
    private static final String BASIC = "Basic";
    private static final int UNAUTHORIZED = HttpServletResponse.SC_UNAUTHORIZED;
    private static final int TOO_MANY = 429;

    @Inject
    Tokens tokens;

    @Inject
    SignIn signIn;

    @Inject
    Settings settings;

    /** What a header of authorization says. */
    private record Credentials(String scheme, String text) {

        static Optional<Credentials> of(HttpServletRequest request) {
            var words = Optional.ofNullable(request.getHeader("Authorization"))
                    .orElse("")
                    .strip()
                    .split("\\s+", 2);
            return words.length < 2 ? Optional.empty() : Optional.of(new Credentials(words[0], words[1]));
        }

        boolean isOf(String other) {
            return scheme.equalsIgnoreCase(other);
        }
    }

    AuthenticationStatus validate(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        var answer = new PlainAnswer(response);
        answer.setHeaders();
        try {
            return signIn(request, context, answer);
        } catch (Passwords.BusyException e) {
            return answer.problem(
                    503, "Service Unavailable", "Too many sign in at once. Try again.", "Retry-After", "5");
        } catch (RuntimeException e) { // the persistence provider has some of its own
            if (!SqlStates.isAway(e)) {
                throw e;
            }
            LOG.log(Level.WARNING, "Nobody can sign in: {0}", SqlStates.describe(e));
            return answer.databaseAway();
        }
    }

    private AuthenticationStatus signIn(HttpServletRequest request, HttpMessageContext context, PlainAnswer answer) {
        var credentials = Credentials.of(request);
        var bearer = credentials.filter(given -> given.isOf(BEARER)).flatMap(given -> tokens.bearer(given.text()));
        if (bearer.isPresent()) {
            var caller = Caller.of(bearer.get().token());
            return context.notifyContainerAboutLogin(
                    new CallerPrincipal(caller.name()), bearer.get().role().words());
        }
        if (isForATokenByPassword(request)
                && credentials.filter(given -> given.isOf(BASIC)).isPresent()) {
            return byPassword(credentials.get().text(), settings.proxies().clientOf(request), context, answer);
        }
        return unauthorized(answer);
    }

    private static boolean isForATokenByPassword(HttpServletRequest request) {
        return "POST".equals(request.getMethod()) && TOKENS.equals(request.getPathInfo());
    }

    private AuthenticationStatus byPassword(
            String basic, String address, HttpMessageContext context, PlainAnswer answer) {
        var words = decoded(basic).split(":", 2);
        if (words.length < 2) {
            return unauthorized(answer);
        }
        var result = signIn.with(words[0], words[1], address);
        if (result.hasToWait()) {
            var seconds = String.format(Locale.ROOT, "%d", result.pause().toSeconds() + 1);
            return answer.problem(
                    TOO_MANY,
                    "Too Many Requests",
                    "Too many attempts failed. Wait for " + seconds + " s.",
                    "Retry-After",
                    seconds);
        }
        return result.signedIn()
                .map(account -> context.notifyContainerAboutLogin(
                        new CallerPrincipal(account.name()), account.role().words()))
                .orElseGet(() -> unauthorized(answer));
    }

    private static String decoded(String basic) {
        try {
            return new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            return "";
        }
    }

    private static AuthenticationStatus unauthorized(PlainAnswer answer) {
        return answer.problem(
                UNAUTHORIZED,
                "Unauthorized",
                "Send a live token: Authorization: Bearer TOKEN. POST to api/tokens, with account and password by HTTP Basic, makes one.",
                "WWW-Authenticate",
                "Bearer realm=\"kartra-inbox\"");
    }
}
