package dev.kartrainbox.console;

import dev.kartrainbox.inbox.SqlStates;
import dev.kartrainbox.signin.ConsoleSignIn;
import dev.kartrainbox.signin.Passwords;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Asks for name and password. */
@Named
@RequestScoped
public class SignInPage {

    private static final Logger LOG = System.getLogger(SignInPage.class.getName());
    private static final String FIRST = "/console/overview";

    @Inject
    ConsoleSignIn signIn;

    private String name = "";
    private String password = "";

    /** Goes on where somebody wanted to, or says why not. */
    public void enter() throws IOException {
        try {
            var result = signIn.begin(name, password, request(), response());
            if (result.signedIn().isPresent()) {
                Pages.redirect(target());
            } else if (result.hasToWait()) {
                Pages.refuse(Texts.of("signIn.wait", Spans.of(result.pause())));
            } else {
                Pages.refuse(Texts.of("signIn.wrong"));
            }
        } catch (Passwords.BusyException e) {
            Pages.refuse(Texts.of("signIn.busy"));
        } catch (RuntimeException e) { // the persistence provider has some of its own
            if (!SqlStates.isAway(e)) {
                throw e;
            }
            LOG.log(Level.WARNING, "Nobody can sign in: {0}", SqlStates.describe(e));
            Pages.refuse(Texts.of("signIn.away"));
        }
    }

    /** Ends the visit. */
    public void leave() throws IOException {
        signIn.end(request(), response());
        Pages.go(ConsoleSignIn.PAGE);
    }

    /** Within the console, whatever the address says. */
    private String target() {
        var then = external().getRequestParameterMap().get(ConsoleSignIn.THEN);
        var console = external().getRequestContextPath() + "/console/";
        return then != null && then.startsWith(console) && then.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')
                ? then
                : external().getRequestContextPath() + FIRST;
    }

    private static ExternalContext external() {
        return FacesContext.getCurrentInstance().getExternalContext();
    }

    private static HttpServletRequest request() {
        return (HttpServletRequest) external().getRequest();
    }

    private static HttpServletResponse response() {
        return (HttpServletResponse) external().getResponse();
    }

    public String getName() {
        return name;
    }

    public void setName(@Nullable String given) {
        name = given == null ? "" : given;
    }

    public String getPassword() {
        return "";
    }

    public void setPassword(@Nullable String given) {
        password = given == null ? "" : given;
    }
}
